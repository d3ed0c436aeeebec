# Rao-Scott tests of crosstabs, by R's survey.
# Rscript crosstabs.R writes crosstabs.csv beside it.
suppressMessages(library(survey))
data <- read.csv("survey_data.csv")
rows <- list()
designs <- list(
  independent = svydesign(~1, weights = ~1, data = data),
  weights = svydesign(~1, weights = ~weight, data = data),
  strata_clusters = svydesign(~cluster, strata = ~stratum, weights = ~weight, data = data, nest = TRUE),
  two_stage_population = svydesign(~cluster + person, strata = ~stratum, fpc = ~clusters + people,
                                   weights = ~weight, data = data, nest = TRUE))
designs$subset <- subset(designs$strata_clusters, hours > 4)
tables <- list(c("trust", "age"), c("trust", "sex"), c("online", "age"), c("rare", "sex"))
for (case in names(designs)) for (pair in tables) {
  formula <- as.formula(paste0("~", pair[1], "+", pair[2]))
  second <- svychisq(formula, designs[[case]], statistic = "F")
  first <- svychisq(formula, designs[[case]], statistic = "Chisq")
  values <- c(f = second$statistic, ndf = second$parameter[1], ddf = second$parameter[2], f_p = second$p.value,
              pearson = first$statistic, freedom = first$parameter, chi_square_p = first$p.value)
  names(values) <- c("f", "ndf", "ddf", "f_p", "pearson", "freedom", "chi_square_p")
  rows[[length(rows) + 1]] <- data.frame(case, rows = pair[1], columns = pair[2],
                                         t(sapply(values, function(x) sprintf("%.17g", as.numeric(x)))))
}
write.csv(do.call(rbind, rows), "crosstabs.csv", row.names = FALSE, quote = FALSE)

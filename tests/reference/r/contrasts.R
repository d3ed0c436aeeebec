# Differences between groups that share clusters, by R's survey.
# Rscript contrasts.R writes contrasts.csv beside it.
suppressMessages(library(survey))
data <- read.csv("survey_data.csv")
rows <- list()
keep <- function(case, variable, stat, contrast) {
  value <- svycontrast(stat, list(x = contrast))
  rows[[length(rows) + 1]] <<- data.frame(
    case, variable, contrast = paste(contrast, collapse = " "),
    value = sprintf("%.17g", as.numeric(coef(value))), std_error = sprintf("%.17g", as.numeric(SE(value))))
}
designs <- list(
  weights = svydesign(~1, weights = ~weight, data = data),
  strata_clusters = svydesign(~cluster, strata = ~stratum, weights = ~weight, data = data, nest = TRUE),
  one_stage_population = svydesign(~cluster, strata = ~stratum, fpc = ~clusters,
                                   weights = ~weight, data = data, nest = TRUE))
for (case in names(designs)) for (variable in c("online", "score")) {
  by_age <- svyby(as.formula(paste0("~", variable)), ~age, designs[[case]], svymean, covmat = TRUE)
  keep(case, variable, by_age, c(-1, 1, 0, 0))
  keep(case, variable, by_age, c(-1, 0, 0, 1))
  keep(case, variable, by_age, c(-0.5, -0.5, 0.5, 0.5))
  keep(case, variable, by_age, c(-3, -1, 1, 3))
}
write.csv(do.call(rbind, rows), "contrasts.csv", row.names = FALSE, quote = FALSE)

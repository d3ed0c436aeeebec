# Means, totals, ratios under each design and lonely-cluster rule, by R's survey.
# Rscript designs.R writes designs.csv beside it.
suppressMessages(library(survey))
data <- read.csv("survey_data.csv")
data$one <- 1
rows <- list()
keep <- function(case, quantity, key, value)
  rows[[length(rows) + 1]] <<- data.frame(case, quantity, key, value = sprintf("%.17g", as.numeric(value)))

estimates <- function(case, design) {
  for (variable in c("score", "hours", "online", "rare")) {
    formula <- as.formula(paste0("~", variable))
    mean <- svymean(formula, design, deff = "replace")
    keep(case, "mean", variable, coef(mean))
    keep(case, "mean_se", variable, SE(mean))
    keep(case, "deff", variable, deff(mean))
    interval <- confint(mean, df = degf(design))
    keep(case, "mean_low", variable, interval[1])
    keep(case, "mean_high", variable, interval[2])
  }
  for (variable in c("score", "online")) {
    total <- svytotal(as.formula(paste0("~", variable)), design)
    keep(case, "total", variable, coef(total))
    keep(case, "total_se", variable, SE(total))
  }
  ratio <- svyratio(~score, ~hours, design)
  keep(case, "ratio", "score/hours", coef(ratio))
  keep(case, "ratio_se", "score/hours", SE(ratio))
  both <- svymean(~score + hours, design)
  keep(case, "covariance", "score and hours", vcov(both)[1, 2])
  keep(case, "degf", "", degf(design))
}

estimates("independent", svydesign(~1, weights = ~1, data = data))
estimates("weights", svydesign(~1, weights = ~weight, data = data))
estimates("strata", svydesign(~1, strata = ~stratum, weights = ~weight, data = data))
data$unique_cluster <- 100 * data$stratum + data$cluster
estimates("clusters", svydesign(~unique_cluster, weights = ~weight, data = data))
full <- svydesign(~cluster, strata = ~stratum, weights = ~weight, data = data, nest = TRUE)
estimates("strata_clusters", full)
estimates("one_stage_population", svydesign(~cluster, strata = ~stratum, fpc = ~clusters,
                                            weights = ~weight, data = data, nest = TRUE))
estimates("two_stage_population", svydesign(~cluster + person, strata = ~stratum, fpc = ~clusters + people,
                                            weights = ~weight, data = data, nest = TRUE))
estimates("strata_population", {
  data$people_in_stratum <- 2000 + 100 * data$stratum
  svydesign(~1, strata = ~stratum, fpc = ~people_in_stratum, weights = ~weight, data = data)
})
lone <- svydesign(~cluster, strata = ~stratum_lonely, weights = ~weight, data = data, nest = TRUE)
for (rule in c("remove", "certainty", "adjust", "average")) {
  options(survey.lonely.psu = rule)
  estimates(paste0("lonely_", rule), lone)
}
options(survey.lonely.psu = "fail")
message <- tryCatch({svymean(~score, lone); "no error"}, error = conditionMessage)
stopifnot(grepl("only one PSU", message))
estimates("subset", subset(full, age >= 3 & sex == "female"))

write.csv(do.call(rbind, rows), "designs.csv", row.names = FALSE, quote = FALSE)

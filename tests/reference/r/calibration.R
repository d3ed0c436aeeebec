# Poststratified, raked and trimmed weights, and errors under them, by R's survey.
# Rscript calibration.R writes calibration.csv (estimates) and calibrated_weights.csv.
suppressMessages(library(survey))
data <- read.csv("survey_data.csv")
rows <- list()
keep <- function(case, quantity, stat)
  rows[[length(rows) + 1]] <<- data.frame(case, quantity, value = sprintf("%.17g", as.numeric(coef(stat))),
                                          std_error = sprintf("%.17g", as.numeric(SE(stat))))
estimates <- function(case, design) {
  for (variable in c("score", "hours", "online", "rare"))
    keep(case, paste("mean", variable), svymean(as.formula(paste0("~", variable)), design))
  keep(case, "total online", svytotal(~online, design))
  keep(case, "ratio", svyratio(~score, ~hours, design))
  keep(case, "mean online of the old", svymean(~online, subset(design, age == 4)))
}
full <- svydesign(~cluster, strata = ~stratum, weights = ~weight, data = data, nest = TRUE)
two_stage <- svydesign(~cluster + person, strata = ~stratum, fpc = ~clusters + people,
                       weights = ~weight, data = data, nest = TRUE)
ages <- data.frame(age = 1:4, Freq = c(1500, 1300, 1400, 1100))
sexes <- data.frame(sex = c("female", "male"), Freq = c(2800, 2500))
post <- postStratify(full, ~age, ages)
estimates("poststratified", post)
estimates("poststratified_two_stage", postStratify(two_stage, ~age, ages))
# rake() works out errors without the base weights; calibrate() has the same weights and the
# errors of Deville and Sarndal.
by_factor <- update(full, age = factor(age))
raked <- calibrate(by_factor, ~age + sex, calfun = "raking", epsilon = 1e-13, maxit = 500,
                   population = c(`(Intercept)` = 5300, age2 = 1300, age3 = 1400, age4 = 1100, sexmale = 2500))
estimates("raked", raked)
same <- rake(full, list(~age, ~sex), list(ages, sexes), control = list(maxit = 500, epsilon = 1e-11))
stopifnot(max(abs(weights(same) / weights(raked) - 1)) < 1e-9)
weights <- data.frame(poststratified = weights(post), raked = weights(same),
                      trimmed = weights(trimWeights(full, upper = 40, strict = TRUE)),
                      trimmed_both = weights(trimWeights(full, lower = 8, upper = 45, strict = TRUE)))
write.csv(data.frame(lapply(weights, function(w) sprintf("%.15g", w))), "calibrated_weights.csv",
          row.names = FALSE, quote = FALSE)
write.csv(do.call(rbind, rows), "calibration.csv", row.names = FALSE, quote = FALSE)

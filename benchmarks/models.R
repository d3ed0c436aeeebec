# Times what benchmarks/models.py times, on the same rows: Rscript models.R rows.csv
suppressMessages({library(ordinal); library(survey)})
data <- read.csv(commandArgs(TRUE)[1], colClasses = c(rep("factor", 7), "numeric"))
data$answer <- factor(data$answer, levels = c("disagree", "somewhat_disagree", "somewhat_agree", "agree"))
timed <- function(name, expression, coefficient) {
  seconds <- system.time(fit <- eval(expression))[["elapsed"]]
  cat(sprintf("%s,%.4f,%.12g,%.12g\n", name, seconds, coef(fit)[[coefficient]], sqrt(vcov(fit)[coefficient, coefficient])))
}
timed("ordered", quote(clm(answer ~ country + sex + age_band + participation, data = data)), "sexmale")
design <- svydesign(~cluster, strata = ~stratum, weights = ~weight, data = data, nest = TRUE)
timed("logit", quote(svyglm(I(answer %in% c("agree", "somewhat_agree")) ~ country + sex + age_band + participation,
                            design, family = quasibinomial)), "sexmale")

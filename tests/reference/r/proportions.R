# Percentages of an unweighted sample with standard error and logit interval, by R's survey.
# Rscript proportions.R writes proportions.csv beside it.
suppressMessages(library(survey))
sink("proportions.csv")
cat("count,n,percent,std_error,ci_low,ci_high\n")
for (case in list(c(1, 8), c(19, 206), c(3, 10), c(335, 1200), c(597, 1200), c(11, 47), c(199, 200))) {
  data <- data.frame(y = rep(c(1, 0), c(case[1], case[2] - case[1])))
  design <- svydesign(~1, weights = ~1, data = data)
  share <- svymean(~y, design)
  interval <- confint(svyciprop(~y, design, method = "logit", df = degf(design)))
  cat(sprintf("%d,%d,%.12f,%.12f,%.12f,%.12f\n", case[1], case[2],
              100 * coef(share), 100 * SE(share), 100 * interval[1], 100 * interval[2]))
}
sink()

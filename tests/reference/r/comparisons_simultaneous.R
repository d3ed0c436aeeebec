# Simultaneous tests of correlated changes, and omnibus tests of a question, by R's survey and mvtnorm.
# Rscript comparisons_simultaneous.R writes comparisons_simultaneous.csv beside it.
suppressMessages({library(survey); library(mvtnorm)})
data <- read.csv("survey_data.csv")
waves <- rbind(transform(data, wave = 1), transform(subset(data, person >= 3), wave = 2),
               transform(subset(data, person <= 8), wave = 3))
waves$stage <- 100 * waves$wave + waves$stratum
waves$equal <- waves$weight / ave(waves$weight, waves$wave)  # each wave counts by its people
waves$a <- 100 * waves$online; waves$b <- 100 * (waves$hours > 5); waves$c <- 100 * (waves$trust >= 3)
designs <- list(
  plain = svydesign(~1, strata = ~wave, weights = ~1, data = waves),
  weights = svydesign(~1, strata = ~wave, weights = ~equal, data = waves),
  strata_clusters = svydesign(~cluster, strata = ~stage, weights = ~equal, data = waves, nest = TRUE),
  two_stage_population = svydesign(~cluster + person, strata = ~stage, fpc = ~clusters + people,
                                   weights = ~equal, data = waves, nest = TRUE))
rows <- list()
keep <- function(case, quantity, key, value)
  rows[[length(rows) + 1]] <<- data.frame(case, quantity, key, value = sprintf("%.17g", as.numeric(value)))
pairs <- list(c(1, 2), c(1, 3))
set.seed(1)
for (case in names(designs)) {
  design <- designs[[case]]
  by <- svyby(~a + b + c, ~wave, design, svymean, covmat = TRUE)  # a.1 a.2 a.3 b.1 ...
  order <- names(coef(by))  # "1:a", "2:a", ... or by variable
  place <- function(w, v) which(order == paste0(w, ":", v))
  weights <- do.call(rbind, lapply(pairs, function(pair) t(sapply(c("a", "b", "c"), function(v)
    replace(numeric(9), c(place(pair[1], v), place(pair[2], v)), c(-1, 1))))))
  size <- as.numeric(weights %*% coef(by)); cov <- weights %*% vcov(by) %*% t(weights)
  for (i in 1:6) for (j in 1:i) keep(case, "covariance", paste(i, j), cov[i, j])
  freedom <- sapply(1:3, function(w) degf(subset(design, wave == w)))
  error <- setNames(sqrt(diag(vcov(by))), order)
  df <- c(sapply(pairs, function(pair) sapply(c("a", "b", "c"), function(v) {
    e <- error[paste0(pair, ":", v)]; sum(e^2)^2 / sum(e^4 / freedom[pair]) })))
  p <- 2 * pt(-abs(size) / sqrt(diag(cov)), df)
  correlation <- cov2cor(cov)
  critical <- qmvnorm(0.95, corr = correlation, tail = "both.tails",
                      algorithm = GenzBretz(maxpts = 1e6, abseps = 1e-6))$quantile
  half <- qt(pnorm(critical), df) * sqrt(diag(cov))
  for (i in 1:6) {
    z <- -qnorm(p[i] / 2)
    inside <- pmvnorm(rep(-z, 6), rep(z, 6), corr = correlation,
                      algorithm = GenzBretz(maxpts = 1e6, abseps = 1e-7))
    keep(case, "p_adjusted", i, 1 - inside)
    keep(case, "low", i, size[i] - half[i]); keep(case, "high", i, size[i] + half[i])
  }
  two <- subset(design, wave <= 2)
  test <- svychisq(~wave + trust, two, statistic = "F")
  keep(case, "f", "trust", test$statistic); keep(case, "ndf", "trust", test$parameter[1])
  keep(case, "ddf", "trust", test$parameter[2]); keep(case, "f_p", "trust", test$p.value)
}
write.csv(do.call(rbind, rows), "comparisons_simultaneous.csv", row.names = FALSE, quote = FALSE)

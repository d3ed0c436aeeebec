# Changes between independent waves, by R's survey on stacked designs.
# Rscript comparisons.R writes comparisons.csv beside it.
suppressMessages({library(survey); library(effectsize)})
data <- read.csv("survey_data.csv")
# Three waves of the made-up survey: other people of it, and another answer as the indicator.
first <- transform(data, wave = 1, yes = online)
second <- transform(subset(data, person >= 3), wave = 2, yes = as.integer(hours > 5))
third <- transform(subset(data, person <= 8), wave = 3, yes = as.integer(trust >= 3))
years <- c(2008, 2012, 2017)
stacked <- rbind(first, second, third)
stacked$stage <- 100 * stacked$wave + stacked$stratum  # strata of their own in every wave
designs <- list(
  plain = svydesign(~1, strata = ~wave, weights = ~1, data = stacked),
  weights = svydesign(~1, strata = ~wave, weights = ~weight, data = stacked),
  strata_clusters = svydesign(~cluster, strata = ~stage, weights = ~weight, data = stacked, nest = TRUE),
  two_stage_population = svydesign(~cluster + person, strata = ~stage, fpc = ~clusters + people,
                                   weights = ~weight, data = stacked, nest = TRUE))
rows <- list()
keep <- function(case, quantity, key, value)
  rows[[length(rows) + 1]] <<- data.frame(case, quantity, key, value = sprintf("%.17g", as.numeric(value)))

margin <- 3
for (case in names(designs)) {
  design <- designs[[case]]
  by_wave <- svyby(~I(100 * yes), ~wave, design, svymean, covmat = TRUE)
  error <- SE(by_wave)
  freedom <- sapply(1:3, function(w) degf(subset(design, wave == w)))
  effect <- sapply(1:3, function(w) deff(svymean(~yes, subset(design, wave == w), deff = "replace")))
  for (pair in list(c(1, 2), c(1, 3), c(2, 3))) {
    key <- paste(pair, collapse = "-")
    weights <- replace(numeric(3), pair, c(-1, 1))
    change <- svycontrast(by_wave, list(change = weights))
    size <- as.numeric(coef(change)); se <- as.numeric(SE(change))
    # Satterthwaite's degrees of freedom of two variances.
    df <- sum(error[pair]^2)^2 / sum(error[pair]^4 / freedom[pair])
    low <- pt((size + margin) / se, df, lower.tail = FALSE)
    high <- pt((size - margin) / se, df)
    share <- coef(by_wave)[pair] / 100
    people <- table(stacked$wave)[pair] / effect[pair]
    h <- as.numeric(suppressWarnings(cohens_h(1e6 * rbind(share, 1 - share)[, 2:1]))$Cohens_h)
    half <- qt(0.975, df) * sqrt(sum(1 / people))
    values <- c(change = size, std_error = se, df = df, ci_low = size - qt(0.975, df) * se,
                ci_high = size + qt(0.975, df) * se, p_value = 2 * pt(-abs(size / se), df),
                p_equivalence = max(low, high), cohens_h = h,
                cohens_h_low = h - half, cohens_h_high = h + half)
    for (name in names(values)) keep(case, name, key, values[name])
  }
  # Slope of the line through three waves, and what the line leaves over.
  time <- years - mean(years)
  slope <- svycontrast(by_wave, list(slope = time / sum(time^2)))
  keep(case, "slope", "1-2-3", coef(slope)); keep(case, "slope_se", "1-2-3", SE(slope))
  left <- svycontrast(by_wave, list(left = c(diff(years)[2], -sum(diff(years)), diff(years)[1])))
  keep(case, "p_line", "1-2-3", pf((coef(left) / SE(left))^2, 1, min(freedom), lower.tail = FALSE))
  # Women's change less men's: within a wave they share strata and clusters.
  by_sex <- svyby(~I(100 * yes), ~sex + wave, design, svymean, covmat = TRUE)
  apart <- svycontrast(by_sex, list(apart = c(-1, 1, 1, -1, 0, 0)))
  keep(case, "difference", "1-2", coef(apart)); keep(case, "difference_se", "1-2", SE(apart))
}
write.csv(do.call(rbind, rows), "comparisons.csv", row.names = FALSE, quote = FALSE)

# Models under designs: weighted coefficients with linearised errors, tests of proportional odds.
# Rscript models_design.R writes models_design.csv beside it.
suppressMessages({library(survey); library(ordinal)})
source("models_data.R")
data <- read_respondents()
data$inside <- data$age_band != "50s" & data$country != "united_kingdom"
designs <- list(
  weights = svydesign(~1, weights = ~uneven, data = data),
  age_weights = svydesign(~cluster, strata = ~stratum, weights = ~weight, data = data, nest = TRUE),
  strata = svydesign(~1, strata = ~stratum, weights = ~uneven, data = data),
  clusters = svydesign(~cluster, strata = ~stratum, weights = ~uneven, data = data, nest = TRUE),
  population = svydesign(~cluster, strata = ~stratum, weights = ~uneven, fpc = ~clusters, data = data, nest = TRUE),
  equal = svydesign(~cluster, strata = ~stratum, weights = ~1, data = data, nest = TRUE)
)
designs$subset <- update(subset(designs$clusters, inside), age_band = droplevels(age_band), country = droplevels(country))
formulas <- list(plain = answer ~ country + sex + age_band, number = answer ~ sex + hours + sex:hours)
tight <- list(epsilon = 1e-15, maxit = 50)

for (name in names(designs)) {
  design <- designs[[name]]
  for (model in names(formulas)) {
    formula <- formulas[[model]]
    case <- paste(name, model, sep = "_")
    # svyolr maximises with BFGS, so its search is made tight
    fit <- svyolr(formula, design, control = list(reltol = 1e-16, maxit = 2000))
    keep_coefficients(paste0("ordered_", case), c(fit$coefficients, fit$zeta), fit$var, fit$df.residual)
    keep(paste0("ordered_", case), "df", "", fit$df.residual)
    # and clm on the same weights gives the maximum itself
    local <- droplevels(model.frame(design)[weights(design) > 0, ])
    local$weight_here <- weights(design)[weights(design) > 0]
    maximum <- clm(formula, data = local, weights = weight_here, control = clm.control(gradTol = 1e-9, maxIter = 200))
    for (coefficient in names(maximum$beta))
      keep(paste0("ordered_", case), "clm_estimate", coefficient, maximum$beta[[coefficient]])
    fit <- svyglm(update(formula, affirmative ~ .), design, family = quasibinomial, control = tight)
    keep_coefficients(paste0("logit_", case), coef(fit), vcov(fit), fit$df.residual)
    keep(paste0("logit_", case), "df", "", fit$df.residual)
    for (outcome in c("score", "ties")) {
      fit <- svyglm(update(formula, as.formula(paste(outcome, "~ ."))), design)
      keep_coefficients(paste0("linear_", outcome, "_", case), coef(fit), vcov(fit), fit$df.residual)
    }
  }
}

# The fit that ignores the weights, for the size of that mistake.
blind <- clm(answer ~ sex, data = data, control = clm.control(gradTol = 1e-10))
keep("ignoring", "estimate", "sexfemale", coef(blind)[["sexfemale"]])
seeing <- svyolr(answer ~ sex, designs$age_weights, control = list(reltol = 1e-16, maxit = 2000))
keep("honouring", "estimate", "sexfemale", seeing$coefficients[["sexfemale"]])
keep("honouring", "std_error", "sexfemale", SE(seeing)[["sexfemale"]])
stopifnot(seeing$coefficients[["sexfemale"]] / coef(blind)[["sexfemale"]] > 1.1)

# Equal coefficients over the three binary logits, by their joint linearised covariance.
for (name in c("clusters", "age_weights", "population")) {
  design <- designs[[name]]
  influence <- NULL
  estimate <- NULL
  for (cut in 1:3) {
    design <- update(design, above = as.integer(as.integer(answer) > cut))
    fit <- svyglm(above ~ country + sex + age_band, design, family = quasibinomial, control = tight)
    X <- model.matrix(fit)
    w <- weights(design)
    score <- X * (fit$y - fitted(fit)) * w
    bread <- solve(crossprod(X * w * fitted(fit) * (1 - fitted(fit)), X))
    own <- (score %*% bread)[, -1]
    stopifnot(all.equal(diag(vcov(fit))[-1], diag(svyrecvar(score %*% bread, design$cluster, design$strata, design$fpc))[-1],
                        check.attributes = FALSE))
    influence <- cbind(influence, own)
    estimate <- c(estimate, coef(fit)[-1])
  }
  V <- svyrecvar(influence, design$cluster, design$strata, design$fpc)
  groups <- list(all = 1:6, country = 1:2, sex = 3, age_band = 4:6)
  for (term in names(groups)) {
    D <- do.call(rbind, lapply(1:2, function(j) {
      block <- matrix(0, length(groups[[term]]), 18)
      at <- cbind(seq_along(groups[[term]]), groups[[term]])
      block[at] <- 1
      block[cbind(at[, 1], at[, 2] + 6 * j)] <- -1
      block
    }))
    b <- D %*% estimate
    f <- drop(t(b) %*% solve(D %*% V %*% t(D), b)) / nrow(D)
    keep(paste0("splits_", name), "design_wald", term, f)
    keep(paste0("splits_", name), "design_wald_p", term, pf(f, nrow(D), degf(design) - 6, lower.tail = FALSE))
  }
  keep(paste0("splits_", name), "binary_std_error", 1:18, sqrt(diag(V)))
}
write_rows("models_design.csv")

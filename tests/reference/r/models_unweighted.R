# Unweighted models: coefficients, errors, fit measures, tests of proportional odds.
# Rscript models_unweighted.R writes models_unweighted.csv beside it.
suppressMessages({library(ordinal); library(VGAM); library(car)})
source("models_data.R")
data <- read_respondents()
exact <- clm.control(gradTol = 1e-10, maxIter = 200)
formulas <- list(
  plain = answer ~ country + sex + age_band,
  interaction = answer ~ country + sex + age_band + sex:age_band,
  number = answer ~ country + sex + hours + I(hours^2) + sex:hours
)

measures <- function(case, loglik, null, n, parameters) {
  keep(case, "measure", "log_likelihood", loglik)
  keep(case, "measure", "deviance", -2 * loglik)
  keep(case, "measure", "aic", 2 * parameters - 2 * loglik)
  keep(case, "measure", "bic", log(n) * parameters - 2 * loglik)
  keep(case, "measure", "mcfadden", 1 - loglik / null)
  keep(case, "measure", "nagelkerke", (1 - exp(2 / n * (null - loglik))) / (1 - exp(2 / n * null)))
}

for (name in names(formulas)) {
  # proportional odds
  case <- paste0("ordered_", name)
  fit <- clm(formulas[[name]], data = data, control = exact)
  keep_coefficients(case, coef(fit), vcov(fit), Inf)
  null <- clm(answer ~ 1, data = data, control = exact)
  stopifnot(all.equal(AIC(fit), 2 * length(coef(fit)) - 2 * as.numeric(logLik(fit))))
  measures(case, as.numeric(logLik(fit)), as.numeric(logLik(null)), nrow(data), length(coef(fit)))
  # binary logit
  case <- paste0("logit_", name)
  tight <- glm.control(epsilon = 1e-15, maxit = 50)
  fit <- glm(update(formulas[[name]], affirmative ~ .), data = data, family = binomial, control = tight)
  keep_coefficients(case, coef(fit), vcov(fit), Inf)
  null <- glm(affirmative ~ 1, data = data, family = binomial, control = tight)
  measures(case, as.numeric(logLik(fit)), as.numeric(logLik(null)), nrow(data), length(coef(fit)))
  # linear, of scores 1 to 4 and of a number
  for (outcome in c("score", "ties")) {
    case <- paste0("linear_", outcome, "_", name)
    fit <- lm(update(formulas[[name]], as.formula(paste(outcome, "~ ."))), data = data)
    keep_coefficients(case, coef(fit), vcov(fit), fit$df.residual)
    keep(case, "measure", "r_squared", summary(fit)$r.squared)
    keep(case, "measure", "residual_std_error", summary(fit)$sigma)
    keep(case, "measure", "log_likelihood", as.numeric(logLik(fit)))
    keep(case, "measure", "aic", AIC(fit))
    keep(case, "measure", "bic", BIC(fit))
  }
}

# Likelihood-ratio tests of proportional odds, term by term and all at once.
# (nominal_test fits anew by the call, so the formula stands in it; with `exact` it gives NA.)
fit <- clm(answer ~ country + sex + age_band, data = data)
nominal <- nominal_test(fit)
stopifnot(!anyNA(nominal[-1, ]))
for (term in c("country", "sex", "age_band")) {
  keep("ordered_plain", "likelihood_ratio", term, nominal[term, "LRT"])
  keep("ordered_plain", "likelihood_ratio_p", term, nominal[term, "Pr(>Chi)"])
}
free <- clm(answer ~ 1, nominal = ~ country + sex + age_band, data = data, control = exact)
keep("ordered_plain", "likelihood_ratio", "all", 2 * as.numeric(logLik(free) - logLik(fit)))

# Brant's test. car's poTest fills one triangle of the joint covariance with blocks that are
# not transposed, so with several coefficients its statistic is slightly off; with one
# coefficient it is exact. `brant` below is Brant's (1990) formula.
brant <- function(formula, columns) {
  X <- model.matrix(formula, data)
  y <- as.integer(data$answer)
  fits <- lapply(1:3, function(j)
    glm.fit(X, as.integer(y > j), family = binomial(), control = glm.control(epsilon = 1e-15, maxit = 50)))
  bread <- lapply(fits, function(f) solve(crossprod(X * f$fitted.values * (1 - f$fitted.values), X)))
  slopes <- 2:ncol(X)
  k <- length(slopes)
  V <- matrix(0, 3 * k, 3 * k)
  for (j in 1:3) for (l in 1:3) {
    high <- fits[[max(j, l)]]$fitted.values
    between <- crossprod(X * (high - fits[[j]]$fitted.values * fits[[l]]$fitted.values), X)
    V[(j - 1) * k + 1:k, (l - 1) * k + 1:k] <- (bread[[j]] %*% between %*% bread[[l]])[slopes, slopes]
  }
  b <- unlist(lapply(fits, function(f) f$coefficients[slopes]))
  D <- do.call(rbind, lapply(2:3, function(j) {
    block <- matrix(0, length(columns), 3 * k)
    block[cbind(seq_along(columns), columns)] <- 1
    block[cbind(seq_along(columns), (j - 1) * k + columns)] <- -1
    block
  }))
  list(statistic = drop(t(D %*% b) %*% solve(D %*% V %*% t(D), D %*% b)), df = nrow(D),
       coefficients = b, error = sqrt(diag(V)))
}
groups <- list(all = 1:6, country = 1:2, sex = 3, age_band = 4:6)
for (term in names(groups)) {
  found <- brant(formulas$plain, groups[[term]])
  keep("ordered_plain", "brant", term, found$statistic)
  keep("ordered_plain", "brant_p", term, pchisq(found$statistic, found$df, lower.tail = FALSE))
}
splits <- brant(formulas$plain, 1:6)
keep("ordered_plain", "binary_estimate", 1:18, splits$coefficients)
keep("ordered_plain", "binary_std_error", 1:18, splits$error)
one <- MASS::polr(answer ~ sex, data = data, Hess = TRUE)
keep("ordered_sex", "brant", "sex", poTest(one)$chisq)
stopifnot(all.equal(brant(answer ~ sex, 1)$statistic, poTest(one)$chisq, tolerance = 1e-6))

# Partial proportional odds: coefficients free by threshold for country, or for sex and age.
partial <- list(country = FALSE ~ country, sex_age = FALSE ~ sex + age_band)
for (name in names(partial)) {
  fit <- vglm(answer ~ country + sex + age_band, data = data,
              cumulative(parallel = partial[[name]], reverse = TRUE),
              control = vglm.control(epsilon = 1e-12, maxit = 100))
  case <- paste0("partial_", name)
  for (slope in grep("Intercept", names(coef(fit)), value = TRUE, invert = TRUE))
    keep(case, "estimate", slope, coef(fit)[[slope]])
  keep(case, "measure", "log_likelihood", logLik(fit))
  # errors by the observed information (VGAM's are by the expected one)
  nominal <- if (name == "country") ~country else ~ sex + age_band
  rest <- if (name == "country") answer ~ sex + age_band else answer ~ country
  exact_fit <- clm(rest, nominal = nominal, data = data, control = exact)
  stopifnot(all.equal(as.numeric(logLik(exact_fit)), as.numeric(logLik(fit))))
  for (slope in grep("Intercept", rownames(vcov(exact_fit)), value = TRUE, invert = TRUE))
    keep(case, "std_error", slope, sqrt(vcov(exact_fit)[slope, slope]))
}
write_rows("models_unweighted.csv")

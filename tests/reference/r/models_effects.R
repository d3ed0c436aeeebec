# Average marginal effects and predicted shares with delta-method errors.
# Rscript models_effects.R writes models_effects.csv beside it.
suppressMessages({library(survey); library(ordinal); library(emmeans); library(numDeriv)})
source("models_data.R")
data <- read_respondents()
exact <- clm.control(gradTol = 1e-10, maxIter = 200)
levels <- levels(data$answer)

# emmeans, where its averaging is ours: two factors, the other one weighted by its shares.
two <- clm(answer ~ country + age_band, data = data, control = exact)
for (factor in c("country", "age_band")) {
  shown <- summary(emmeans(two, as.formula(paste("~", factor, "| answer")), mode = "prob", weights = "proportional"))
  for (row in seq_len(nrow(shown))) {
    key <- paste(factor, shown[[factor]][row], shown$answer[row], sep = "/")
    keep("emmeans", "share", key, shown$prob[row])
    keep("emmeans", "share_se", key, shown$SE[row])
  }
  pairs <- summary(contrast(emmeans(two, as.formula(paste("~", factor, "| answer")), mode = "prob", weights = "proportional"),
                            "trt.vs.ctrl", ref = 1), adjust = "none")
  for (row in seq_len(nrow(pairs))) {
    key <- paste(factor, sub(" - .*", "", pairs$contrast[row]), pairs$answer[row], sep = "/")
    keep("emmeans", "effect", key, pairs$estimate[row])
    keep("emmeans", "effect_se", key, pairs$SE[row])
  }
}

# Everything else: averages over the respondents, gradients by finite differences.
shares <- function(par, X, k) {
  cuts <- par[seq_len(k)]
  eta <- drop(X %*% par[-seq_len(k)])
  below <- sapply(cuts, function(cut) plogis(cut - eta))
  cbind(below, 1) - cbind(0, below)
}
columns <- function(formula, frame) model.matrix(formula, frame)[, -1, drop = FALSE]
set_to <- function(frame, variable, level) {
  frame[[variable]] <- if (is.factor(frame[[variable]])) factor(level, levels = levels(frame[[variable]])) else level
  frame
}
with_error <- function(f, par, V) {
  J <- jacobian(f, par)
  list(value = f(par), error = sqrt(diag(J %*% V %*% t(J))))
}
keep_effects <- function(case, formula, par, V, weight, factors, number) {
  average <- function(frame) function(par) drop(weight %*% shares(par, columns(formula, frame), 3)) / sum(weight)
  for (factor in factors) {
    base <- set_to(data, factor, levels(data[[factor]])[1])
    for (level in levels(data[[factor]])) {
      at <- set_to(data, factor, level)
      found <- with_error(average(at), par, V)
      keep(case, "share", paste(factor, level, levels, sep = "/"), found$value)
      keep(case, "share_se", paste(factor, level, levels, sep = "/"), found$error)
      if (level == levels(data[[factor]])[1]) next
      found <- with_error(function(par) average(at)(par) - average(base)(par), par, V)
      keep(case, "effect", paste(factor, level, levels, sep = "/"), found$value)
      keep(case, "effect_se", paste(factor, level, levels, sep = "/"), found$error)
    }
  }
  if (!is.null(number)) {
    # the slope by its formula: density at the two thresholds times the coefficient
    slope <- function(par) {
      eta <- drop(columns(formula, data) %*% par[-(1:3)])
      names <- colnames(columns(formula, data))
      own <- par[-(1:3)][match(number, names)] +
        ifelse(data$sex == "female", par[-(1:3)][match(paste0("sexfemale:", number), names)], 0)
      density <- sapply(par[1:3], function(cut) dlogis(cut - eta))
      drop(weight %*% ((cbind(0, density) - cbind(density, 0)) * own)) / sum(weight)
    }
    found <- with_error(slope, par, V)
    keep(case, "effect", paste(number, "", levels, sep = "/"), found$value)
    keep(case, "effect_se", paste(number, "", levels, sep = "/"), found$error)
  }
}

formula <- answer ~ country + sex + age_band + sex:age_band
fit <- clm(formula, data = data, control = exact)
keep_effects("interaction", formula, coef(fit), vcov(fit), rep(1, nrow(data)), c("country", "sex", "age_band"), NULL)

formula <- answer ~ sex + hours + sex:hours
design <- svydesign(~cluster, strata = ~stratum, weights = ~uneven, data = data, nest = TRUE)
start <- clm(formula, data = data, weights = uneven, control = exact)
par <- c(start$beta, start$alpha[1], log(diff(start$alpha)))
fit <- svyolr(formula, design, start = par, control = list(reltol = 1e-16, maxit = 2000))
order <- c(4:6, 1:3)
keep_effects("design", formula, c(fit$coefficients, fit$zeta)[order], fit$var[order, order], data$uneven, "sex", "hours")

# Binary logit with a design: svypredmeans-like averages by hand.
fit <- svyglm(affirmative ~ country + sex + age_band, design, family = quasibinomial, control = list(epsilon = 1e-15, maxit = 50))
mean_at <- function(frame) function(par)
  sum(data$uneven * plogis(model.matrix(~ country + sex + age_band, frame) %*% par)) / sum(data$uneven)
for (factor in c("country", "sex", "age_band")) for (level in levels(data[[factor]])) {
  at <- set_to(data, factor, level)
  found <- with_error(mean_at(at), coef(fit), vcov(fit))
  keep("logit", "share", paste(factor, level, "affirmative", sep = "/"), found$value)
  keep("logit", "share_se", paste(factor, level, "affirmative", sep = "/"), found$error)
  if (level == levels(data[[factor]])[1]) next
  base <- set_to(data, factor, levels(data[[factor]])[1])
  found <- with_error(function(par) mean_at(at)(par) - mean_at(base)(par), coef(fit), vcov(fit))
  keep("logit", "effect", paste(factor, level, "affirmative", sep = "/"), found$value)
  keep("logit", "effect_se", paste(factor, level, "affirmative", sep = "/"), found$error)
}
write_rows("models_effects.csv")

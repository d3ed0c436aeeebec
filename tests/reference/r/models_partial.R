# Partial proportional odds under designs, with shares; contrasts of any two levels; joint tests.
# Rscript models_partial.R writes models_partial.csv beside it.
suppressMessages({library(survey); library(VGAM); library(numDeriv); library(multcomp); library(car)})
source("models_data.R")
data <- read_respondents()
plain <- answer ~ country + sex + age_band
tight <- list(epsilon = 1e-15, maxit = 50)
designs <- list(
  clusters = svydesign(~cluster, strata = ~stratum, weights = ~uneven, data = data, nest = TRUE),
  age_weights = svydesign(~cluster, strata = ~stratum, weights = ~weight, data = data, nest = TRUE)
)
X <- model.matrix(plain, data)[, -1]
answer <- as.integer(data$answer)

# Shares (n, 4) from the least affirmative up: `fit` of cumulative(reverse = TRUE) has
# logit P(Y >= j) = intercept j + x b, where free columns have a b for each j.
shares <- function(par, X, free) {
  fixed <- !free
  above <- sapply(1:3, function(j) {
    own <- par[3 + sum(fixed) + (seq_len(sum(free)) - 1) * 3 + j]
    plogis(par[j] + drop(X[, fixed, drop = FALSE] %*% par[3 + seq_len(sum(fixed))]) + drop(X[, free, drop = FALSE] %*% own))
  })
  cbind(1, above) - cbind(above, 0)
}
level_at <- function(X, term, level) {
  columns <- startsWith(colnames(X), term)
  X[, columns] <- 0
  if (paste0(term, level) %in% colnames(X)) X[, paste0(term, level)] <- 1
  X
}
free_terms <- list(country = FALSE ~ country, sex_age = FALSE ~ sex + age_band)
for (design_name in names(designs)) for (name in names(free_terms)) {
  design <- designs[[design_name]]
  data$here <- weights(design) / mean(weights(design))
  fit <- vglm(plain, data = data, weights = here, cumulative(parallel = free_terms[[name]], reverse = TRUE),
              control = vglm.control(epsilon = 1e-13, maxit = 100))
  free <- grepl(if (name == "country") "^country" else "^sex|^age", colnames(X))
  found <- coef(fit)
  slopes <- unlist(lapply(colnames(X), function(column)
    if (free[match(column, colnames(X))]) paste0(column, ":", 1:3) else column))
  order <- c(paste0("(Intercept):", 1:3), slopes[!grepl(":[123]$", slopes)], slopes[grepl(":[123]$", slopes)])
  par <- found[order]
  log_likelihood <- function(par) log(shares(par, X, free)[cbind(seq_along(answer), answer)])
  # one step of Newton from where vglm stopped; then the sandwich by the design on its scores
  scores <- jacobian(log_likelihood, par)
  information <- -hessian(function(par) sum(data$here * log_likelihood(par)), par)
  step <- solve(information, colSums(data$here * scores))
  stopifnot(max(abs(step)) < 1e-6)
  influence <- (scores * data$here) %*% solve(information)
  V <- svyrecvar(influence, design$cluster, design$strata, design$fpc)
  case <- paste("partial", design_name, name, sep = "_")
  for (place in which(!grepl("Intercept", order))) {
    keep(case, "estimate", order[place], par[place] + step[place])
    keep(case, "std_error", order[place], sqrt(V[place, place]))
  }
  if (name != "country") next
  mean_shares <- function(par, X) colSums(shares(par, X, free) * data$here) / sum(data$here)
  for (level in levels(data$country)) {
    at <- level_at(X, "country", level)
    J <- jacobian(mean_shares, par, X = at)
    value <- mean_shares(par + step, at)
    error <- sqrt(diag(J %*% V %*% t(J)))
    for (place in 1:4) {
      key <- paste("country", level, levels(data$answer)[place], sep = "/")
      keep(case, "share", key, value[place])
      keep(case, "share_se", key, error[place])
    }
  }
}

# Any two levels: Tukey contrasts, by the largest |t| of a term.
fine <- list(abseps = 1e-5, maxpts = 1e6)
keep_pairs <- function(case, estimate, V, df) {
  for (term in c("country", "sex", "age_band")) {
    members <- levels(data[[term]])
    at <- paste0(term, members[-1])
    K <- contrMat(setNames(rep(1, length(members)), members), "Tukey")
    simultaneous <- glht(parm(estimate[at], V[at, at, drop = FALSE], df = df), linfct = K[, -1, drop = FALSE])
    set.seed(1)
    tested <- summary(simultaneous, test = adjusted("single-step", abseps = fine$abseps, maxpts = fine$maxpts))$test
    bounds <- confint(simultaneous, calpha = adjusted_calpha(abseps = fine$abseps, maxpts = fine$maxpts))$confint
    pairs <- gsub(" ", "", rownames(K))
    for (place in seq_along(pairs)) {
      key <- paste(term, pairs[place], sep = "/")
      keep(case, "pair", key, tested$coefficients[place])
      keep(case, "pair_se", key, tested$sigma[place])
      quantity <- if (length(members) > 3) "of_many" else "of_few"
      keep(case, paste0("p_", quantity), key, tested$pvalues[place])
      keep(case, paste0("low_", quantity), key, bounds[place, "lwr"])
      keep(case, paste0("high_", quantity), key, bounds[place, "upr"])
    }
  }
}
olr <- svyolr(plain, designs$clusters, control = list(reltol = 1e-16, maxit = 2000))
keep_pairs("pairs_ordered_clusters", olr$coefficients, olr$var, olr$df.residual)
logit <- svyglm(update(plain, affirmative ~ .), designs$clusters, family = quasibinomial, control = tight)
keep_pairs("pairs_logit_clusters", coef(logit), vcov(logit), logit$df.residual)
line <- lm(update(plain, score ~ .), data = data)
keep_pairs("pairs_linear_score", coef(line), vcov(line), line$df.residual)

# Whether a term matters at all.
terms <- c("country", "sex", "age_band")
keep_tests <- function(case, term, statistic, df, p) {
  keep(case, "joint", term, statistic)
  keep(case, "joint_df", term, df)
  keep(case, "joint_p", term, p)
}
of_line <- Anova(line, type = 3)
even <- vglm(plain, data = data, cumulative(parallel = TRUE, reverse = TRUE), control = vglm.control(epsilon = 1e-13, maxit = 100))
fixed_all <- rep(FALSE, ncol(X))
of_all <- function(par) sum(log(shares(par, X, fixed_all)[cbind(seq_along(answer), answer)]))
whole <- solve(-hessian(of_all, coef(even)))  # the observed information; VGAM's is the expected one
dimnames(whole) <- list(names(coef(even)), names(coef(even)))
binary <- glm(update(plain, affirmative ~ .), data = data, family = binomial, control = tight)
of_binary <- Anova(binary, type = 3, test.statistic = "Wald")
scores <- svyglm(update(plain, score ~ .), designs$clusters)
for (term in terms) {
  keep_tests("tests_linear_score", term, of_line[term, "F value"], of_line[term, "Df"], of_line[term, "Pr(>F)"])
  keep_tests("tests_logit", term, of_binary[term, "Chisq"], of_binary[term, "Df"], of_binary[term, "Pr(>Chisq)"])
  at <- paste0(term, levels(data[[term]])[-1])
  b <- coef(even)[at]
  chisq <- drop(b %*% solve(whole[at, at], b))
  keep_tests("tests_ordered", term, chisq, length(at), pchisq(chisq, length(at), lower.tail = FALSE))
  for (name in c("logit", "linear_score")) {
    found <- regTermTest(if (name == "logit") logit else scores, term)
    keep_tests(paste0("tests_", name, "_clusters"), term, found$Ftest, found$df, found$p)
  }
}
write_rows("models_partial.csv")

# Standardized rates by survey's svystandardize; Kitagawa's and Oaxaca and Blinder's parts by
# base R arithmetic, lm and svyglm; errors by the delta method and by refits.
# Respondents of models_data.csv: the earlier "wave" are those of odd clusters, the later those of even.
suppressMessages(library(survey))
source("models_data.R")
people <- read_respondents()
people$wave <- ifelse(people$cluster %% 2 == 1, "earlier", "later")
people$one <- 1
designs <- list(
  plain = function(d) svydesign(ids = ~1, weights = ~one, data = d),
  weights = function(d) svydesign(ids = ~1, weights = ~weight, data = d),
  clusters = function(d) svydesign(ids = ~cluster, strata = ~stratum, weights = ~uneven, data = d, nest = TRUE)
)
waves <- c("earlier", "later")

for (case in names(designs)) {
  svy <- lapply(waves, function(w) designs[[case]](people[people$wave == w, ]))
  names(svy) <- waves

  # --- direct standardization ------------------------------------------------------
  population <- c(0.1, 0.2, 0.3, 0.4, 0.05, 0.15, 0.25, 0.35) # age_band fastest, then sex
  for (w in waves) {
    std <- svystandardize(svy[[w]], by = ~age_band + sex, over = ~1, population = population)
    mean <- svymean(~affirmative, std)
    keep(case, "standardized", w, coef(mean))
    keep(case, "standardized_error", w, SE(mean))
  }

  # --- Kitagawa: shares and rates of age bands with their joint covariance ------------
  parts <- list()
  for (w in waves) {
    d <- svy[[w]]
    bands <- levels(d$variables$age_band)
    for (b in bands) {
      d$variables[[paste0("n_", b)]] <- as.numeric(d$variables$age_band == b)
      d$variables[[paste0("y_", b)]] <- d$variables$affirmative * d$variables[[paste0("n_", b)]]
    }
    totals <- svytotal(reformulate(c(paste0("n_", bands), paste0("y_", bands))), d)
    parts[[w]] <- list(values = unname(coef(totals)), covariance = unname(vcov(totals)))
  }
  kitagawa <- function(x) {
    k <- length(x) / 4
    share <- function(n) n / sum(n)
    n1 <- x[1:k]; y1 <- x[k + 1:k]; n2 <- x[2 * k + 1:k]; y2 <- x[3 * k + 1:k]
    everybody <- (sum(y1) / sum(n1) + sum(y2) / sum(n2)) / 2
    composition <- ((y1 / n1 + y2 / n2) / 2 - everybody) * (share(n2) - share(n1))
    within <- (y2 / n2 - y1 / n1) * (share(n1) + share(n2)) / 2
    c(sum(composition), sum(within), composition, within)
  }
  x <- c(parts$earlier$values, parts$later$values)
  covariance <- as.matrix(Matrix::bdiag(parts$earlier$covariance, parts$later$covariance))
  slopes <- numDeriv::jacobian(kitagawa, x)
  names <- c("composition", "within", paste0("composition_", bands), paste0("within_", bands))
  keep(case, "kitagawa", names, kitagawa(x))
  keep(case, "kitagawa_error", names, sqrt(diag(slopes %*% covariance %*% t(slopes))))

  # --- Oaxaca and Blinder: survey-weighted regressions, sum-to-zero contrasts -----------
  for (family in c("linear", "logit")) {
    fits <- lapply(waves, function(w) svyglm(
      affirmative ~ country + sex + age_band, design = svy[[w]],
      contrasts = list(country = contr.sum, sex = contr.sum, age_band = contr.sum),
      family = if (family == "linear") gaussian() else quasibinomial(),
      control = glm.control(epsilon = 1e-14, maxit = 100)))
    names(fits) <- waves
    columns <- lapply(fits, model.matrix)
    weight <- lapply(svy, weights)
    link <- if (family == "linear") identity else plogis
    beta <- lapply(fits, coef)
    average <- function(w, b) weighted.mean(link(drop(columns[[w]] %*% b)), weight[[w]])
    means <- lapply(waves, function(w) colSums(columns[[w]] * weight[[w]]) / sum(weight[[w]]))
    names(means) <- waves
    term <- sub("[0-9]*$", "", names(beta$earlier))
    by_term <- function(x) tapply(x, term, sum)
    shared <- function(whole, linear) whole * by_term(linear) / sum(linear)
    side <- function(at, other) list(
      composition = shared(average("later", beta[[at]]) - average("earlier", beta[[at]]),
                           (means$later - means$earlier) * beta[[at]]),
      within = shared(average(other, beta$later) - average(other, beta$earlier),
                      means[[other]] * (beta$later - beta$earlier)))
    both <- list(earlier = side("earlier", "later"), later = side("later", "earlier"))
    for (reference in waves) for (part in c("composition", "within"))
      keep(case, paste(family, reference, part, sep = "_"), names(both[[reference]][[part]]), both[[reference]][[part]])
    keep(case, paste0(family, "_change"), "", average("later", beta$later) - average("earlier", beta$earlier))
    if (family == "linear") {
      three <- list(composition = (means$later - means$earlier) * beta$earlier,
                    within = means$earlier * (beta$later - beta$earlier),
                    interaction = (means$later - means$earlier) * (beta$later - beta$earlier))
      for (part in names(three)) keep(case, paste0("three_", part), names(by_term(three[[part]])), by_term(three[[part]]))
    }
  }
}

# --- the same without weights by lm: a level's contribution, whichever level is the base ----
for (base in levels(people$age_band)) {
  fit <- lapply(waves, function(w) {
    d <- people[people$wave == w, ]
    d$age_band <- relevel(d$age_band, base)
    lm(affirmative ~ age_band, data = d)
  })
  # Yun's (2005) normalisation: subtract the mean of all levels' coefficients.
  normal <- lapply(fit, function(f) {
    b <- setNames(c(0, coef(f)[-1]), c(base, sub("age_band", "", names(coef(f)[-1]))))
    b <- b[levels(people$age_band)]
    c(intercept = unname(coef(f)[1]) + mean(b), b - mean(b))
  })
  share <- lapply(waves, function(w) prop.table(table(people$age_band[people$wave == w])))
  mean_share <- (share[[1]] + share[[2]]) / 2
  mean_beta <- (normal[[1]][-1] + normal[[2]][-1]) / 2
  keep(paste0("base_", base), "composition", names(mean_share), (share[[2]] - share[[1]]) * mean_beta)
  keep(paste0("base_", base), "within", names(mean_share), mean_share * (normal[[2]][-1] - normal[[1]][-1]))
  keep(paste0("base_", base), "within", "intercept", normal[[2]][1] - normal[[1]][1])
}

# --- errors of Oaxaca and Blinder's parts: refits with the weights of a group moved -----------
# Respondents of one wave, pattern and answer share their influence, so that it is a finite
# difference; the variance of its total is svyrecvar's.
people$group <- as.integer(interaction(people$wave, people$country, people$sex, people$age_band,
                                       people$affirmative, drop = TRUE))
parts_of <- function(cells, family) {
  fits <- lapply(waves, function(w) glm(
    affirmative ~ country + sex + age_band, data = cells[cells$wave == w, ], weights = total,
    contrasts = list(country = contr.sum, sex = contr.sum, age_band = contr.sum),
    family = if (family == "linear") gaussian() else quasibinomial(),
    control = glm.control(epsilon = 1e-14, maxit = 100)))
  link <- if (family == "linear") identity else plogis
  columns <- lapply(fits, model.matrix)
  weight <- lapply(waves, function(w) prop.table(cells$total[cells$wave == w]))
  beta <- lapply(fits, coef)
  a <- function(i, j) sum(link(drop(columns[[i]] %*% beta[[j]])) * weight[[i]])
  composition <- (a(2, 1) - a(1, 1) + a(2, 2) - a(1, 2)) / 2
  m <- mapply(function(x, w) colSums(x * w), columns, weight)
  term <- sub("[0-9]*$", "", names(beta[[1]]))
  country <- sapply(1:2, function(j) {
    linear <- (m[, 2] - m[, 1]) * beta[[j]]
    (a(2, j) - a(1, j)) * sum(linear[term == "country"]) / sum(linear)
  })
  c(composition, a(2, 2) - a(1, 1) - composition, mean(country))
}
for (case in names(designs)) for (family in c("linear", "logit")) {
  svy <- lapply(waves, function(w) designs[[case]](people[people$wave == w, ]))
  weight <- numeric(nrow(people))
  for (i in 1:2) weight[people$wave == waves[i]] <- weights(svy[[i]])
  cells <- people[!duplicated(people$group), c("group", "wave", "country", "sex", "age_band", "affirmative")]
  cells <- cells[order(cells$group), ]
  cells$total <- as.numeric(tapply(weight, people$group, sum))
  h <- 1e-4
  slopes <- t(sapply(cells$group, function(g) {
    moved <- function(by) { x <- cells; x$total[x$group == g] <- x$total[x$group == g] * (1 + by); parts_of(x, family) }
    (moved(h) - moved(-h)) / (2 * h)
  }))
  influence <- slopes[people$group, ] * weight / cells$total[people$group]
  variance <- 0
  for (i in 1:2) {
    inside <- people$wave == waves[i]
    variance <- variance + diag(survey:::svyrecvar(influence[inside, ], svy[[i]]$cluster, svy[[i]]$strata, svy[[i]]$fpc))
  }
  keep(case, paste0(family, "_error"), c("composition", "within", "country"), sqrt(variance))
}

write_rows("decomposition.csv")

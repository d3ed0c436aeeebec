# Scales by psych 2.2.9, polycor 0.8, semTools 0.5, lavaan 0.6: principal components, polychoric correlations, reliability, congruence of loadings.
# psych::polychoric and polycor::polychor search by optimize() with its default tolerance, which
# leaves the last digits open; `polished` maximises their own likelihood on to 1e-12.
suppressMessages({
  library(psych)
  library(polycor)
  library(lavaan)
})

data <- read.csv("ties_data.csv")
items <- grep("^item", names(data), value = TRUE)
x <- data[items]
w <- data$weight
rows <- list()
keep <- function(of, quantity, name, value) {
  rows[[length(rows) + 1]] <<- data.frame(
    of = of, quantity = quantity, name = name, value = as.numeric(value)
  )
}
up <- function(v) v * sign(sum(v))
pairs <- t(combn(items, 2))

# --- Pearson ------------------------------------------------------------------
p <- prcomp(x, scale. = TRUE)
keep("unweighted", "prcomp_vector", items, up(p$rotation[, 1]))
keep("unweighted", "prcomp_share", "", p$sdev[1]^2 / sum(p$sdev^2))
one <- principal(x, nfactors = 1)
flip <- sign(sum(one$loadings))
keep("unweighted", "principal_loading", items, flip * one$loadings[, 1])
keep("unweighted", "principal_share", "", one$Vaccounted["Proportion Var", 1])
# scores with the divisor n - 1, as R's scale()
keep("unweighted", "principal_score", data$person[1:20], flip * one$scores[1:20, 1])

cw <- cov.wt(x, wt = w / sum(w), cor = TRUE, method = "ML")
pw <- eigen(cw$cor)
keep("weighted", "mean", items, cw$center)
keep("weighted", "correlation", paste(pairs[, 1], pairs[, 2]), cw$cor[pairs])
keep("weighted", "prcomp_vector", items, up(pw$vectors[, 1]))
keep("weighted", "prcomp_share", "", pw$values[1] / sum(pw$values))

# --- polychoric -----------------------------------------------------------------
polished <- function(a, b, weight = rep(1, length(a))) {
  tab <- xtabs(weight ~ a + b)
  tab <- unclass(tab) / sum(tab)
  rc <- qnorm(cumsum(rowSums(tab)))[-nrow(tab)]
  cc <- qnorm(cumsum(colSums(tab)))[-ncol(tab)]
  f <- function(rho) {
    P <- polycor:::binBvn(rho, rc, cc)
    -sum(tab * log(P))
  }
  first <- optimize(f, c(-0.999, 0.999), tol = 1e-7)$minimum
  # the root of the derivative is sharper than the minimum of a flat function
  slope <- function(rho) numDeriv::grad(f, rho)
  uniroot(slope, first + c(-0.01, 0.01), tol = 1e-12)$root
}
matrix_of <- function(weight = rep(1, nrow(x))) {
  r <- diag(length(items))
  dimnames(r) <- list(items, items)
  for (i in seq_len(nrow(pairs))) {
    a <- pairs[i, 1]
    b <- pairs[i, 2]
    r[a, b] <- r[b, a] <- polished(x[[a]], x[[b]], weight)
  }
  r
}
r <- matrix_of()
rw <- matrix_of(w)
own <- suppressWarnings(polychoric(x, correct = 0)$rho)
keep("unweighted", "polychoric", paste(pairs[, 1], pairs[, 2]), r[pairs])
keep("unweighted", "psych_polychoric", paste(pairs[, 1], pairs[, 2]), own[pairs])
keep(
  "unweighted", "polycor_polychor", paste(pairs[, 1], pairs[, 2]),
  apply(pairs, 1, function(pair) polychor(x[[pair[1]]], x[[pair[2]]]))
)
keep("weighted", "polychoric", paste(pairs[, 1], pairs[, 2]), rw[pairs])
ownw <- suppressWarnings(polychoric(x, weight = w, correct = 0)$rho)
keep("weighted", "psych_polychoric", paste(pairs[, 1], pairs[, 2]), ownw[pairs])
for (of in c("unweighted", "weighted")) {
  e <- eigen(if (of == "weighted") rw else r)
  keep(of, "polychoric_loading", items, up(e$vectors[, 1] * sqrt(e$values[1])))
  keep(of, "polychoric_share", "", e$values[1] / sum(e$values))
}

# --- reliability -------------------------------------------------------------------
a <- suppressWarnings(alpha(x, check.keys = FALSE))
keep("unweighted", "alpha", "", a$total$raw_alpha)
keep("unweighted", "alpha_standardized", "", a$total$std.alpha)
aw <- suppressWarnings(alpha(cw$cov, n.obs = nrow(x)))
keep("weighted", "alpha", "", aw$total$raw_alpha)
keep("weighted", "alpha_standardized", "", aw$total$std.alpha)
for (of in c("unweighted", "weighted")) {
  m <- if (of == "weighted") rw else r
  keep(of, "alpha_ordinal", "", suppressWarnings(alpha(m, n.obs = nrow(x)))$total$std.alpha)
  # fa() leaves its search early; what it finds is the start of one of the same residuals to the end
  f <- fa(m, nfactors = 1, fm = "minres")
  g <- function(l) sum((m - tcrossprod(l))[upper.tri(m)]^2)
  l <- up(nlm(g, as.numeric(f$loadings), gradtol = 1e-14, steptol = 1e-14, iterlim = 1000)$estimate)
  keep(of, "minres_loading", items, l)
  keep(of, "fa_loading", items, up(f$loadings[, 1]))
  keep(of, "omega_total", "", 1 - sum(1 - l^2) / sum(m))
}
# omega(x, poly = TRUE) would put 0.5 into empty cells, as items differ in their number of answers
o <- suppressWarnings(suppressMessages(omega(r, nfactors = 1, plot = FALSE, n.obs = nrow(x))))
keep("unweighted", "psych_omega", "", o$omega.tot)

# Categorical omega (Green and Yang 2009). Unweighted least squares of polychoric correlations is
# minres; compRelSEM prints three digits and keeps them all.
model <- cfa(
  paste("f =~", paste(items, collapse = " + ")), x,
  ordered = items, std.lv = TRUE, estimator = "ULS", control = list(rel.tol = 1e-14)
)
keep("unweighted", "omega_categorical", "", unclass(semTools::compRelSEM(model, ord.scale = TRUE))[[1]])

# --- congruence ------------------------------------------------------------------
halves <- lapply(split(x, data$wave), function(part) {
  e <- eigen(cor(part))
  up(e$vectors[, 1] * sqrt(e$values[1]))
})
value <- fa.congruence(matrix(halves[[1]]), matrix(halves[[2]]), digits = 15)
keep("unweighted", "congruence", "", value)
keep("unweighted", "half_loading", paste(rep(c(1, 2), each = length(items)), items), unlist(halves))

table <- do.call(rbind, rows)
table$value <- format(table$value, digits = 17, trim = TRUE)
write.csv(table, "ties.csv", row.names = FALSE, quote = FALSE)

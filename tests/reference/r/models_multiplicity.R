# Adjusted p-values. Rscript models_multiplicity.R writes models_multiplicity.csv beside it.
families <- list(
  spread = c(0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205),
  ties = c(0.01, 0.01, 0.03, 0.03, 0.9),
  none = c(0.4, 0.6, 0.9, 1),
  one = 0.03
)
sink("models_multiplicity.csv")
cat("family,place,p,holm,benjamini_hochberg\n")
for (name in names(families)) {
  p <- families[[name]]
  cat(sprintf("%s,%d,%.17g,%.17g,%.17g\n", name, seq_along(p), p, p.adjust(p, "holm"), p.adjust(p, "BH")), sep = "")
}

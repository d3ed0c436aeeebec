# Replicate weights by R's survey. Rscript replicates.R writes beside it
#   replicates.csv            estimates and errors
#   bootstrap_multipliers.csv the multipliers of R's bootstrap, a row a cluster
suppressMessages(library(survey))
data <- read.csv("survey_data.csv")
data$unique_cluster <- 100 * data$stratum + data$cluster
set.seed(4)
rows <- list()
keep <- function(case, quantity, stat, statistic = coef(stat)) {
  rows[[length(rows) + 1]] <<- data.frame(case, quantity, value = sprintf("%.17g", as.numeric(statistic)),
                                          std_error = sprintf("%.17g", as.numeric(SE(stat))))
}
estimates <- function(case, design) {
  for (variable in c("score", "hours", "online", "rare"))
    keep(case, paste("mean", variable), svymean(as.formula(paste0("~", variable)), design))
  keep(case, "total online", svytotal(~online, design))
  keep(case, "ratio", svyratio(~score, ~hours, design))
  logit <- withReplicates(design, function(w, d) {p <- sum(w * d$online) / sum(w); log(p / (1 - p))})
  keep(case, "logit online", logit)
}
clusters <- svydesign(~unique_cluster, weights = ~weight, data = data)
full <- svydesign(~cluster, strata = ~stratum, weights = ~weight, data = data, nest = TRUE)
finite <- svydesign(~cluster, strata = ~stratum, fpc = ~clusters, weights = ~weight, data = data, nest = TRUE)
estimates("JK1", as.svrepdesign(clusters, type = "JK1"))
jackknife <- as.svrepdesign(full, type = "JKn")
estimates("JKn", jackknife)
estimates("JKn_population", as.svrepdesign(finite, type = "JKn"))
lone <- svydesign(~cluster, strata = ~stratum_lonely, weights = ~weight, data = data, nest = TRUE)
for (rule in c("remove", "average", "adjust")) {
  options(survey.lonely.psu = rule)
  estimates(paste0("JKn_lonely_", rule), as.svrepdesign(lone, type = "JKn"))
}
options(survey.lonely.psu = "fail")
bootstrap <- as.svrepdesign(full, type = "subbootstrap", replicates = 40)
estimates("bootstrap", bootstrap)
first <- !duplicated(data$unique_cluster)
write.csv(round(weights(bootstrap, "replication")[first, ], 15), "bootstrap_multipliers.csv", row.names = FALSE)

ages <- data.frame(age = 1:4, Freq = c(1500, 1300, 1400, 1100))
sexes <- data.frame(sex = c("female", "male"), Freq = c(2800, 2500))
estimates("JKn_poststratified", postStratify(jackknife, ~age, ages))
estimates("JKn_raked", rake(jackknife, list(~age, ~sex), list(ages, sexes), control = list(maxit = 200, epsilon = 1e-11)))
write.csv(do.call(rbind, rows), "replicates.csv", row.names = FALSE, quote = FALSE)

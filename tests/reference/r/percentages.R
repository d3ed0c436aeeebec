# Percentages of groups with error, design effect and logit interval, by R's survey.
# Rscript percentages.R writes percentages.csv beside it.
suppressMessages(library(survey))
data <- read.csv("survey_data.csv")
for (k in 1:4) data[[paste0("trust", k)]] <- as.numeric(data$trust == k)
# In this group everybody, and in that nobody, is online.
data$online[data$age == 4 & data$sex == "male"] <- 1
# svyciprop(method = "logit") iterates; "xlogit" is the same interval in closed form.
rows <- list()
percent <- function(case, design, age, sex, variable) {
  inside <- design$variables$age == age & design$variables$sex == sex
  group <- subset(design, inside)
  formula <- as.formula(paste0("~", variable))
  mean <- svymean(formula, group, deff = "replace")
  share <- as.numeric(coef(mean))
  error <- as.numeric(SE(mean))
  interval <- if (share > 0 && share < 1) as.numeric(confint(svyciprop(formula, group, method = "xlogit"))) else c(NA, NA)
  rows[[length(rows) + 1]] <<- data.frame(
    case, age, sex, variable, n = sum(inside), percent = 100 * share, std_error = 100 * error,
    ci_low = 100 * interval[1], ci_high = 100 * interval[2],
    deff = if (error > 0) as.numeric(deff(mean)) else NA, degf = degf(group))
}
designs <- list(
  weights = svydesign(~1, weights = ~weight, data = data),
  strata = svydesign(~1, strata = ~stratum, weights = ~weight, data = data),
  strata_clusters = svydesign(~cluster, strata = ~stratum, weights = ~weight, data = data, nest = TRUE),
  two_stage_population = svydesign(~cluster + person, strata = ~stratum, fpc = ~clusters + people,
                                   weights = ~weight, data = data, nest = TRUE))
for (case in names(designs)) for (age in 1:4) for (sex in c("female", "male"))
  for (variable in c("trust1", "trust2", "trust3", "trust4", "online"))
    percent(case, designs[[case]], age, sex, variable)
options(survey.lonely.psu = "average")
lone <- svydesign(~cluster, strata = ~stratum_lonely, weights = ~weight, data = data, nest = TRUE)
for (age in 1:4) for (sex in c("female", "male")) percent("lonely_average", lone, age, sex, "trust2")
table <- do.call(rbind, rows)
for (column in c("percent", "std_error", "ci_low", "ci_high", "deff"))
  table[[column]] <- ifelse(is.na(table[[column]]), "", sprintf("%.17g", table[[column]]))
write.csv(table, "percentages.csv", row.names = FALSE, quote = FALSE)

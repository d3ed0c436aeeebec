# What the scripts models_*.R share: the respondents, and how a number is kept.
read_respondents <- function() {
  data <- read.csv("models_data.csv")
  levels <- c("disagree", "somewhat_disagree", "somewhat_agree", "agree")
  data$answer <- factor(data$answer, levels = levels, ordered = TRUE)
  data$country <- relevel(factor(data$country), "japan")
  data$sex <- relevel(factor(data$sex), "male")
  data$age_band <- factor(data$age_band)
  data$affirmative <- as.integer(as.integer(data$answer) > 2)
  data$score <- as.integer(data$answer)
  data
}

rows <- list()
keep <- function(case, quantity, key, value)
  rows[[length(rows) + 1]] <<- data.frame(case, quantity, key, value = sprintf("%.17g", as.numeric(value)))

write_rows <- function(file) write.csv(do.call(rbind, rows), file, row.names = FALSE, quote = FALSE)

# Coefficients, errors and p-values (t with `df`, normal where it is infinite).
keep_coefficients <- function(case, estimate, covariance, df) {
  error <- sqrt(diag(covariance))
  for (name in names(estimate)) {
    keep(case, "estimate", name, estimate[[name]])
    keep(case, "std_error", name, error[[name]])
  }
  keep(case, "p_value", names(estimate), 2 * pt(-abs(estimate / error[names(estimate)]), df))
}

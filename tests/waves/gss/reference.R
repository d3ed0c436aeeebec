# What R's survey gives for the General Social Survey: Rscript reference.R FOLDER > computed.csv
# FOLDER holds gss_2006_2014.csv and gss_2016_2020_wide.dta. expected.csv has these rows and
# those that came with the data.
suppressMessages({library(survey); library(haven)})
options(digits = 12, survey.lonely.psu = "adjust")
folder <- commandArgs(TRUE)[1]
old <- read.csv(file.path(folder, "gss_2006_2014.csv"))
wide <- read_dta(file.path(folder, "gss_2016_2020_wide.dta"))

fresh <- function(year) {
  rows <- old[old$panel == year & old$wave == 1, ]
  rows$trusts <- match(tolower(rows$trust), c("can trust", "cannot trust", "depends"))
  svydesign(~vpsu_cum, strata = ~vstrat_cum, weights = ~wtssall, nest = TRUE, data = rows)
}
of_wide <- function(year, suffix) {
  rows <- wide[wide$samptype == year, ]
  names(rows) <- sub(paste0("_", suffix, "$"), "", names(rows))
  rows <- rows[!duplicated(names(rows))]
  rows <- as.data.frame(lapply(rows, function(column) as.vector(unclass(zap_labels(column)))))
  rows$trusts <- rows$trust
  svydesign(~vpsu, strata = ~vstrat, weights = ~wtssall, nest = TRUE, data = rows)
}
line <- function(table, wave, item, category, value, error, n)
  cat(paste(table, wave, item, category, sprintf("%.8f", value), sprintf("%.8f", error), n,
            '"R survey 4.1.1, reference.R"', sep = ","), "\n", sep = "")
share <- function(table, wave, item, category, design, column, valid, wanted) {
  design$variables$asked <- design$variables[[column]] %in% valid
  design$variables$holds <- 100 * (design$variables[[column]] %in% wanted)
  asked <- subset(design, asked)
  mean <- svymean(~holds, asked)
  line(table, wave, item, category, coef(mean), SE(mean), nrow(asked))
  c(coef(mean), SE(mean))
}

cat("table,wave,item,category,value,std_error,n,provenance\n")
designs <- list("2006" = fresh(2006), "2008" = fresh(2008), "2010" = fresh(2010),
                "2016" = of_wide(2016, "1a"), "2018" = of_wide(2018, "1b"))
found <- lapply(names(designs), function(wave)
  share("estimates/1-1", wave, "trust", "can_trust", designs[[wave]], "trusts", 1:3, 1))
names(found) <- names(designs)
line("comparisons/trust_2008_2018", "2008 to 2018", "trust", "can_trust",
     found[["2018"]][1] - found[["2008"]][1],
     sqrt(found[["2018"]][2]^2 + found[["2008"]][2]^2), "")

social <- c(facebook = "facebook", twitter = "twitter", snapchat = "snapchat", instagram = "instagrm",
            linkedin = "linkedin", pinterest = "pinterst", google_plus = "googlesn",
            whatsapp = "whatsapp", tumblr = "tumblr", flickr = "flickr", vine = "vine")
for (name in names(social))
  share("estimates/1-2", "2016", name, "uses", designs[["2016"]], social[[name]], 1:2, 1)

panel <- old[old$panel == 2006 & old$wave == 3, ]
third <- svydesign(~vpsu, strata = ~vstrat, weights = ~wtpannr123, nest = TRUE, data = panel)
member <- c(church = "churh", professional = "prof", sports = "sport", hobby = "hobby",
            literary = "lit", school_service = "schl", union = "union", service = "serv",
            youth = "youth", fraternal = "frat", veteran = "vet", greek = "greek",
            political = "polit", farm = "farm", nationality = "nat", other = "other")
for (name in names(member))
  share("estimates/1-3", "2010_panel", name, "member", third, paste0("mem", member[[name]]),
        c("Yes", "No"), "Yes")

logit <- subset(designs[["2016"]], trusts %in% 1:3 & !is.na(age) & !is.na(educ) & intuse %in% 1:2)
fit <- svyglm(I(trusts == 1) ~ age + educ + I(sex == 2) + I(intuse == 1), logit, family = quasibinomial())
terms <- list(c("intercept", ""), c("age", ""), c("schooling", ""), c("sex", "female"), c("internet_use", "uses"))
for (place in seq_along(terms))
  line("models/trust_2016", "2016", terms[[place]][1], terms[[place]][2],
       coef(fit)[place], SE(fit)[place], nrow(logit))

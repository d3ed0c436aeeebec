# Small survey files by haven and foreign, which the readers are tested on. Run in this folder.
library(haven)
library(foreign)

codes <- c("はい" = 1, "いいえ" = 2)
people <- data.frame(id = c("a1", "a2", "a3", "a4"), stringsAsFactors = FALSE)
people$trust <- labelled(c(1, 2, tagged_na("d"), NA), c(codes, "わからない" = tagged_na("d")),
                         label = "ほとんどの人は信頼できる")
people$weight <- c(0.5, 1, 1.25, NA)
people$day <- as.Date(c("2018-02-03", "2018-03-04", NA, "2018-02-28"))
write_dta(people, "../delivered/haven.dta", version = 14)

spss <- people
spss$trust <- labelled_spss(c(1, 2, 9, NA), c(codes, "無回答" = 9), na_values = 9,
                            label = "ほとんどの人は信頼できる")
write_sav(spss, "../delivered/haven.sav", compress = "none")
write_sav(spss, "../delivered/haven.zsav", compress = "zsav")

sas <- people
sas$trust <- structure(c(1, 2, tagged_na("D"), NA), format.sas = "YESNO")
suppressWarnings(write_sas(sas, "../delivered/haven.sas7bdat"))

old <- data.frame(id = 1:3, sex = factor(c("male", "female", NA)), height = c(1.5, 2, NA))
write.dta(old, "../delivered/foreign.dta", version = 10)

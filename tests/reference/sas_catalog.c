/* Writes delivered/formats.sas7bcat, the catalog of delivered/haven.sas7bdat, with ReadStat,
   whose sources are in pyreadstat's source distribution:
   cc -I SRC -o sas_catalog sas_catalog.c SRC/(any).c SRC/sas/(any).c -lm && ./sas_catalog */
#include <stdio.h>
#include "readstat.h"

static ssize_t write_bytes(const void *bytes, size_t count, void *file) {
    return (ssize_t)fwrite(bytes, 1, count, (FILE *)file);
}

int main(void) {
    FILE *file = fopen("delivered/formats.sas7bcat", "wb");
    readstat_writer_t *writer = readstat_writer_init();
    readstat_set_data_writer(writer, write_bytes);
    readstat_label_set_t *labels = readstat_add_label_set(writer, READSTAT_TYPE_DOUBLE, "YESNO");
    readstat_label_double_value(labels, 1, "はい");
    readstat_label_double_value(labels, 2, "いいえ");
    readstat_error_t error = readstat_begin_writing_sas7bcat(writer, file);
    if (error == READSTAT_OK) error = readstat_end_writing(writer);
    readstat_writer_free(writer);
    fclose(file);
    return error;
}

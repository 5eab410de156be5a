/** What `--help` prints. */
export const usage = `s3-select [options] SQL [FILE…]

Runs the SQL of Amazon S3 Select on files, or on what comes in by a pipe (no FILE, or -), and prints a row per line.

  s3-select 'SELECT s.name, s.city FROM S3Object s LIMIT 3' catalog.jsonl
  s3-select "SELECT * FROM S3Object s WHERE s.family = 'red'" people.csv.gz
  curl -s https://example.org/books.json | s3-select 'SELECT b.title FROM S3Object[*][*] b WHERE b.price < 10'

The table is always called S3Object. Texts stand in 'single quotes', names that are reserved words or case-sensitive in
"double quotes". Each FILE is queried for itself, one after the other: use cat to count or limit over several at once.

What is read (else told from the name of the file, or from its first bytes):
  --input FORMAT       lines (a JSON value per line), json (JSON of any layout), csv, tsv or parquet
  --compression TYPE   none, gzip or bzip2; --gzip and --bzip2 do the same
  --scan-range RANGE   START-END, START- or, as --scan-range=-N, the last N bytes: only the records that begin there

How CSV is read:
  --header USE         use (the first line names the columns; the default), ignore or none (columns are _1, _2 …)
  --delimiter C        between fields; when not given a tab for tsv, else a comma, or where the first line holds none the tab,
                       semicolon or bar in it
  --line-delimiter C   between records; the end of line that the input begins with when not given
  --quote C            around fields; " when not given
  --escape C           before a quote inside quotes; " when not given
  --comment C          begins lines that are passed over; # when not given
  --multiline          fields in quotes may go on over ends of lines

What is written:
  --output FORMAT      json (an object per row; the default) or csv
  --record-delimiter C after each row; \\n when not given
  --output-delimiter C between the fields of csv; a comma when not given
  --quote-fields WHEN  asneeded (the default) or always

  --strict             parses every record, so that no fault in the data stays unseen; slower where few rows match
  --stats              says on standard error how many bytes were read and written
  --no-progress        does not show on a terminal how far long work has come; where the rows go to the terminal, too, that
                       is shown until the first of them
  --help, --version

An input that is at fault ends the run; those behind it are not read. C may be written as \\t, \\n, \\r or \\\\. Ends with 0, with 1 if the data or the SQL is at fault, with 2 if the options are.`;

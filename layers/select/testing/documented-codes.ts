/**
 * Every code of S3 Select's error list. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 * And MissingHeaders, which the list has lost but the service answers with: https://github.com/greenplum-db/gpdb/pull/8775
 */
export const documentedCodes: ReadonlySet<string> = new Set(
  (
    'AmbiguousFieldName Busy CSVEscapingRecordDelimiter CSVParsingError CSVUnescapedQuote CastFailed ' +
    'ColumnTooLong EmptyRequestBody EvaluatorBindingDoesNotExist EvaluatorInvalidArguments ' +
    'EvaluatorInvalidTimestampFormatPattern EvaluatorInvalidTimestampFormatPatternSymbol ' +
    'EvaluatorInvalidTimestampFormatPatternSymbolForParsing EvaluatorInvalidTimestampFormatPatternToken ' +
    'EvaluatorLikePatternInvalidEscapeSequence EvaluatorNegativeLimit ' +
    'EvaluatorTimestampFormatPatternDuplicateFields EvaluatorTimestampFormatPatternHourClockAmPmMismatch ' +
    'EvaluatorUnterminatedTimestampFormatPatternToken ExpressionTooLong ExternalEvalException ' +
    'IllegalSqlFunctionArgument IncorrectSqlFunctionArgumentType IntegerOverflow InternalError InvalidCast ' +
    'InvalidColumnIndex InvalidCompressionFormat InvalidDataSource InvalidDataType InvalidExpressionType ' +
    'InvalidFileHeaderInfo InvalidJsonType InvalidKeyPath InvalidQuoteFields InvalidRequestParameter ' +
    'InvalidScanRange InvalidTableAlias InvalidTextEncoding JSONParsingError LexerInvalidChar ' +
    'LexerInvalidIONLiteral LexerInvalidLiteral LexerInvalidOperator LikeInvalidInputs MalformedXML ' +
    'MaxOperatorsExceeded MethodNotAllowed MissingHeaders MissingRequiredParameter MultipleDataSourcesUnsupported ' +
    'NumberFormatError ObjectSerializationConflict OverMaxColumn OverMaxParquetBlockSize OverMaxRecordSize ' +
    'ParquetParsingError ParquetUnsupportedCompressionCodec ParseAsteriskIsNotAloneInSelectList ' +
    'ParseCannotMixSqbAndWildcardInSelectList ParseCastArity ParseEmptySelect ParseExpected2TokenTypes ' +
    'ParseExpectedArgumentDelimiter ParseExpectedDatePart ParseExpectedExpression ParseExpectedIdentForAlias ' +
    'ParseExpectedIdentForAt ParseExpectedIdentForGroupName ParseExpectedKeyword ' +
    'ParseExpectedLeftParenAfterCast ParseExpectedLeftParenBuiltinFunctionCall ' +
    'ParseExpectedLeftParenValueConstructor ParseExpectedMember ParseExpectedNumber ' +
    'ParseExpectedRightParenBuiltinFunctionCall ParseExpectedTokenType ParseExpectedTypeName ' +
    'ParseExpectedWhenClause ParseInvalidContextForWildcardInSelectList ParseInvalidPathComponent ' +
    'ParseInvalidTypeParam ParseMalformedJoin ParseMissingIdentAfterAt ParseNonUnaryAgregateFunctionCall ' +
    'ParseSelectMissingFrom ParseUnExpectedKeyword ParseUnexpectedOperator ParseUnexpectedTerm ' +
    'ParseUnexpectedToken ParseUnknownOperator ParseUnsupportedAlias ParseUnsupportedCallWithStar ' +
    'ParseUnsupportedCase ParseUnsupportedCaseClause ParseUnsupportedLiteralsGroupBy ParseUnsupportedSelect ' +
    'ParseUnsupportedSyntax ParseUnsupportedToken TruncatedInput UnauthorizedAccess ' +
    'UnrecognizedFormatException UnsupportedFunction UnsupportedParquetType UnsupportedRangeHeader ' +
    'UnsupportedScanRangeInput UnsupportedSqlOperation UnsupportedSqlStructure UnsupportedStorageClass ' +
    'UnsupportedSyntax UnsupportedTypeForQuerying ValueParseFailure'
  ).split(' '),
);

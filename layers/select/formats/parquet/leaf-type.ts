import type { FileMetadata } from './footer.ts';
import * as values from './leaf-values.ts';
import type { ToValue } from './leaf-values.ts';

/** What the schema says of a field. https://github.com/apache/parquet-format/blob/master/LogicalTypes.md */
export type FieldElement = FileMetadata['schema'][number];

/** How a column's values become values of the language; undefined for types that it has no values for. */
export interface LeafType {
  toValue: ToValue | undefined;
  /** Whether it is text, of which the bytes can be compared. */
  isText: boolean;
  isInt96: boolean;
  /** What the type is called in messages: the annotation, else the physical type. */
  name: string;
}

/** How the values of a leaf of the schema are read: as its annotation says, else as its physical type does. */
export function leafType(element: FieldElement): LeafType {
  const annotation = annotationOf(element);
  const toValue = annotation === undefined ? physical(element) : annotated(annotation, element);
  return {
    toValue,
    isText: toValue === values.toText,
    isInt96: toValue === values.toInt96,
    name: annotation ?? element.type ?? 'unknown',
  };
}

/** The annotation by its newer name; files say the older one, or both. */
function annotationOf({ logical_type, converted_type }: FieldElement): string | undefined {
  if (logical_type?.type === 'TIMESTAMP' || logical_type?.type === 'TIME') {
    return `${logical_type.type}_${logical_type.unit}`;
  }
  if (logical_type?.type === 'INTEGER') return `${logical_type.isSigned ? 'INT' : 'UINT'}_${logical_type.bitWidth}`;
  return logical_type?.type ?? (converted_type === 'UTF8' ? 'STRING' : converted_type);
}

function annotated(annotation: string, element: FieldElement): ToValue | undefined {
  const { type } = element;
  const isBytes = type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY';
  switch (annotation) {
    case 'STRING':
    case 'ENUM':
    case 'JSON':
      return isBytes ? values.toText : undefined;
    case 'DECIMAL':
      return decimal(element);
    case 'DATE':
      return type === 'INT32' ? values.toDate : undefined;
    case 'TIMESTAMP_MILLIS':
      return type === 'INT64' ? values.toTimestamp(3) : undefined;
    case 'TIMESTAMP_MICROS':
      return type === 'INT64' ? values.toTimestamp(6) : undefined;
    case 'TIMESTAMP_NANOS':
      return type === 'INT64' ? values.toTimestamp(9) : undefined;
    case 'INT_8':
    case 'INT_16':
    case 'INT_32':
    case 'INT_64':
      return physical(element);
    case 'UINT_8':
    case 'UINT_16':
    case 'UINT_32':
    case 'UINT_64':
      return type === 'INT32' || type === 'INT64' ? values.toUnsigned : undefined;
    case 'UUID':
      return type === 'FIXED_LEN_BYTE_ARRAY' ? values.toUuid : undefined;
    case 'FLOAT16':
      return type === 'FIXED_LEN_BYTE_ARRAY' ? values.toHalf : undefined;
    // A column of NULLs alone, of any physical type.
    case 'NULL':
      return physical(element);
    default:
      return undefined;
  }
}

function decimal({ type, logical_type, scale, precision }: FieldElement): ToValue | undefined {
  const { digits, places } =
    logical_type?.type === 'DECIMAL'
      ? { digits: logical_type.precision, places: logical_type.scale }
      : { digits: precision ?? 0, places: scale ?? 0 };
  if (digits < 1 || digits > 38 || places < 0 || places > 38) return undefined;
  return type === 'INT32' || type === 'INT64' || type?.endsWith('BYTE_ARRAY') ? values.toDecimal(places) : undefined;
}

/** Bytes without annotation are text: Hive, Impala and older Spark write their strings so. */
function physical({ type }: FieldElement): ToValue | undefined {
  switch (type) {
    case 'BOOLEAN':
      return values.toBoolean;
    case 'INT32':
    case 'INT64':
      return values.toInteger;
    case 'INT96':
      return values.toInt96;
    case 'FLOAT':
      return values.toSingle;
    case 'DOUBLE':
      return values.toDouble;
    case 'BYTE_ARRAY':
    case 'FIXED_LEN_BYTE_ARRAY':
      return values.toText;
    default:
      return undefined;
  }
}

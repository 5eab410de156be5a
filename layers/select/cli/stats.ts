import type { ByteCounts } from '../request/select-request.ts';

/** The bytes of no input. */
export const noBytes: ByteCounts = { BytesScanned: 0, BytesProcessed: 0, BytesReturned: 0 };

/** All bytes of a run over several inputs. */
export function sum(one: ByteCounts, other: ByteCounts): ByteCounts {
  return {
    BytesScanned: one.BytesScanned + other.BytesScanned,
    BytesProcessed: one.BytesProcessed + other.BytesProcessed,
    BytesReturned: one.BytesReturned + other.BytesReturned,
  };
}

/** What `--stats` says. */
export function statsLine({ BytesScanned, BytesProcessed, BytesReturned }: ByteCounts, milliseconds: number): string {
  const seconds = (milliseconds / 1000).toFixed(2);
  return `scanned ${BytesScanned} bytes, processed ${BytesProcessed}, returned ${BytesReturned}, in ${seconds} s`;
}

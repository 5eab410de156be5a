import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { outcomeOf } from '../testing/run-select.ts';

it('lets go of a stream from whose end a scan range is counted, which only an object of known length has', async () => {
  const stream = Readable.from([Buffer.from('{"a":1}\n')]);

  const { error } = await outcomeOf('SELECT * FROM S3Object', stream, { range: { End: 5 } });

  expect(error?.code).toBe('UnsupportedScanRangeInput');
  expect(stream.destroyed).toBe(true);
});

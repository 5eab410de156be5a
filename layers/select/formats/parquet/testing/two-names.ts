import { tinyParquet, types } from './tiny-parquet.ts';

/** A file of one row with two columns whose names differ in their case alone. */
export const twoNames = tinyParquet({
  fields: [
    { name: 'a', type: types.INT32, repetition: 0 },
    { name: 'A', type: types.INT32, repetition: 0 },
  ],
  columns: [
    { path: ['a'], type: types.INT32, bytes: Buffer.of(1, 0, 0, 0), values: 1 },
    { path: ['A'], type: types.INT32, bytes: Buffer.of(2, 0, 0, 0), values: 1 },
  ],
  rows: 1,
});

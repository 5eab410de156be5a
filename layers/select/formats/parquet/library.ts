import { loadOptional } from '../../optional-package.ts';

/**
 * Loads the packages that read Parquet: only when an object is to be read, because who queries JSON or CSV needs neither.
 *
 * @throws SelectError `InvalidDataSource` that says what to install.
 */
export async function loadParquet() {
  const load = async () => {
    const [reader, compressors] = await Promise.all([import('hyparquet'), import('hyparquet-compressors')]);
    return { reader, compressors };
  };
  const packages = ['hyparquet', 'hyparquet-compressors'];
  return loadOptional(load, { code: 'InvalidDataSource', purpose: 'Parquet input', packages });
}

export type ParquetLibrary = Awaited<ReturnType<typeof loadParquet>>;

import { notLoaded } from '../../optional-package.ts';

/**
 * Loads the packages that read Parquet: only when an object is to be read, because who queries JSON or CSV needs neither.
 *
 * @throws SelectError `InvalidDataSource` that says what to install.
 */
export async function loadParquet() {
  try {
    const reader = await import('hyparquet');
    const compressors = await import('hyparquet-compressors');
    return { reader, compressors };
  } catch (error) {
    const packages = ['hyparquet', 'hyparquet-compressors'];
    throw notLoaded(error, { code: 'InvalidDataSource', purpose: 'Parquet input', packages });
  }
}

export type ParquetLibrary = Awaited<ReturnType<typeof loadParquet>>;

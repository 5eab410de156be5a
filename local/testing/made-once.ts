import { access, mkdtemp, rename, rm } from 'node:fs/promises';

/**
 * Makes a folder that processes share, unless it is there: whole, also when several make it at the same time, or one was ended while it did.
 * @param place where the folder is to be; what is beside it has its name and more
 * @param make fills the folder that it is given; who comes first with this gives it its place
 */
export async function madeOnce(place: string, make: (folder: string) => Promise<unknown>): Promise<void> {
  if (await exists(place)) return;
  const folder = await mkdtemp(`${place}-`);
  try {
    await make(folder);
    await rename(folder, place);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    // Somebody else was faster: a folder takes no other's place.
    if (!isTaken(error)) throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');
}

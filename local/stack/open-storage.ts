import type { FolderStorage } from '../state/folder-storage.ts';
import { folderStorage } from '../state/folder-storage.ts';
import { memoryStorage } from '../state/memory-storage.ts';

/**
 * State in a folder, or in memory when none is given.
 * @throws FolderInUseError when another process uses the folder, UnusableFolderError when it cannot hold state
 */
export function openStorage(directory: string | undefined): FolderStorage {
  return directory === undefined ? { ...memoryStorage(), close: () => undefined } : folderStorage(directory);
}

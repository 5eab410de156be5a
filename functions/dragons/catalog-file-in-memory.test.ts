import { describe } from 'vitest';
import { catalogFileInMemory } from './catalog-file-in-memory.ts';
import { catalogFileContract } from './testing/catalog-file-contract.ts';

describe("a catalogue's file in memory", () =>
  catalogFileContract(async () => {
    const file = catalogFileInMemory();
    return () => file;
  }));

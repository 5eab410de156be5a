import { contactsInMemory, reportsInMemory } from './reports-in-memory.ts';
import { registryInMemory } from './registry-in-memory.ts';
import { registryMemory } from './tables-in-memory.ts';
import { submissionsInMemory } from './submissions-in-memory.ts';
import { storesContract } from './testing/registry-contract.ts';

storesContract('in memory', async (now) => {
  const memory = registryMemory();
  return {
    registry: registryInMemory(memory),
    reports: reportsInMemory(memory),
    submissions: submissionsInMemory(memory, now),
    contacts: contactsInMemory(memory, now),
    async putUnreadable(nameKey) {
      memory.dragons.set(nameKey, 'unreadable');
    },
  };
});

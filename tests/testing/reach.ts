import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { BundledUnit } from '../../local/build/index.ts';
import { root } from './contract.ts';
import { template, type AnyResource } from './template.ts';
import { commandsIn, type CommandUse } from './uses-of-handlers.ts';

/**
 * Commands that the SDK brings along and sends only where somebody asks for it: the first for directory buckets of S3 Express, the second where
 * endpoint discovery is switched on (AWS_ENABLE_ENDPOINT_DISCOVERY), which DynamoDB does not need.
 */
const ownOfTheSdk = ['CreateSessionCommand', 'DescribeEndpointsCommand'];

/** What the code of a function reaches: its own bundle and those of its layers, as they are deployed. */
export class Reach {
  readonly #own: BundledUnit;
  readonly #layers: readonly BundledUnit[];

  /** @param bundles of all functions and layers */
  constructor(resource: AnyResource, bundles: readonly BundledUnit[]) {
    const idOf = new Map([...template.resources.values()].map(({ ref, logicalId }) => [ref, logicalId]));
    const bundleOf = (logicalId: string | undefined): BundledUnit => {
      const found = bundles.find((bundle) => bundle.logicalId === logicalId);
      if (found === undefined) throw new Error(`There is no bundle of ${logicalId}.`);
      return found;
    };
    this.#own = bundleOf(resource.logicalId);
    this.#layers = ((resource.properties.Layers ?? []) as string[]).map((layer) => bundleOf(idOf.get(layer)));
  }

  get #units(): readonly BundledUnit[] {
    return [this.#own, ...this.#layers];
  }

  /** The commands that our own code makes, with what stands in their parentheses. */
  commands(): CommandUse[] {
    return this.#units.flatMap(commandsMadeIn);
  }

  /** The commands that our own code makes of clients in the bundles, by name. */
  made(): string[] {
    return names(this.#units.filter((unit) => externalClients(unit).length === 0).flatMap(commandsMadeIn));
  }

  /** The commands of the SDK that are in the bundles, whoever uses them: the bundler leaves out what nobody does. */
  bundled(): string[] {
    const files = this.#units.flatMap(({ code }) => [...code.keys()]);
    const commands = files.flatMap(
      (file) => /\/@aws-sdk\/client-[\w-]+\/.*\/commands\/(\w+)\.js$/.exec(file)?.[1] ?? [],
    );
    return [...new Set(commands)].filter((command) => !ownOfTheSdk.includes(command)).sort();
  }

  /** Clients that are found when the code runs, with the commands that are made of them. */
  external(): { readonly unit: string; readonly clients: readonly string[]; readonly commands: readonly string[] }[] {
    return this.#units.flatMap((unit) => {
      const clients = externalClients(unit);
      return clients.length === 0 ? [] : [{ unit: unit.logicalId, clients, commands: names(commandsMadeIn(unit)) }];
    });
  }
}

function commandsMadeIn({ code }: BundledUnit): CommandUse[] {
  const own = [...code.keys()].filter((file) => !file.includes('/node_modules/'));
  return commandsIn(own.map((file) => ({ file: relative(root, file), source: readFileSync(file, 'utf8') })));
}

const externalClients = ({ externals }: BundledUnit): string[] =>
  externals.filter((name) => /^@aws-sdk\/(client|lib)-/.test(name));

const names = (uses: readonly CommandUse[]): string[] => [...new Set(uses.map(({ command }) => command))].sort();

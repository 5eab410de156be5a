import type { Json, JsonObject } from '../json.ts';
import type { ResolvedTemplate, TemplateResource } from './model.ts';

/** Where things of a template answer that have an address of AWS's in it; each without a slash at the end. */
export interface LocalAddresses {
  /** The API, its stage included. */
  readonly api: string;
  /** The user pool's domain. */
  readonly domain: string;
  /** The distribution. */
  readonly site: string;
}

/**
 * Puts addresses on this machine in the place of those that the template's own API, user pool domain and distribution would have on AWS, in
 * every text: outputs, parameters, callback URLs, headers. Other addresses stay, and so do the names that resources have.
 */
export function atLocalAddresses(template: ResolvedTemplate, addresses: LocalAddresses): ResolvedTemplate {
  const places = [...template.resources.values()].flatMap((resource) => placesOf(resource, template, addresses));
  if (places.length === 0) return template;
  const local = new Map(places);
  // The longest comes first: an address with its stage, before the same without.
  const patterns = [...local.keys()].sort((a, b) => b.length - a.length).map(escaped);
  // What goes on is another host, or another path that begins alike.
  const expression = new RegExp(`(?:${patterns.join('|')})(?![\\w-]|\\.\\w)`, 'g');
  const moved = (value: Json): Json => {
    if (typeof value === 'string') {
      return value.includes('https://') ? value.replace(expression, (text) => local.get(text) ?? text) : value;
    }
    if (Array.isArray(value)) return value.map(moved);
    return typeof value === 'object' && value !== null ? movedObject(value) : value;
  };
  const movedObject = (object: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(object).map(([name, value]) => [name, moved(value)]));
  return {
    ...template,
    resources: new Map(
      [...template.resources].map(([id, resource]) => [
        id,
        { ...resource, properties: movedObject(resource.properties), metadata: movedObject(resource.metadata) },
      ]),
    ),
    outputs: movedObject({ ...template.outputs }),
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The addresses of a resource on AWS, and here. */
function placesOf(
  { type, ref, attributes, properties }: TemplateResource,
  { region, partition }: ResolvedTemplate,
  { api, domain, site }: LocalAddresses,
): [string, string][] {
  switch (type) {
    case 'AWS::Serverless::Api': {
      const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
      const host = `https://${ref}.execute-api.${region}.${suffix}`;
      const { StageName: stage } = properties;
      const places: [string, string][] = [[host, api]];
      if (typeof stage === 'string') places.push([`${host}/${stage}`, api]);
      return places;
    }
    case 'AWS::Cognito::UserPoolDomain':
      return [[`https://${ref}.auth.${region}.amazoncognito.com`, domain]];
    case 'AWS::CloudFront::Distribution':
      return [[`https://${attributes.DomainName ?? ''}`, site]];
    default:
      return [];
  }
}

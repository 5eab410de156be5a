import type { ResolvedTemplate, TemplateResource } from '../../template/index.ts';
import { permissions, policyProblems } from './bucket-policy.ts';
import type { Encoding } from './compression.ts';
import type { AttachedFunction, CacheBehavior, Distribution, ErrorResponse, Origin } from './distribution.ts';
import { edgeFunction } from './edge-function.ts';
import { managedCachePolicies } from './managed-policies.ts';
import { pathPattern } from './path-pattern.ts';
import { headersOf } from './response-headers-policy.ts';
import { isTrue, itemsOf, memberOf, textOf } from './shapes.ts';

/** A distribution that cannot run here. Each line names the place of the resource. */
export class InvalidDistributionError extends Error {
  override readonly name = 'InvalidDistributionError';
}

/**
 * Puts a distribution together from what the template declares for it: buckets and their policies, functions, response headers policies.
 * @throws InvalidDistributionError naming everything that is not in the template or not simulated
 */
export function compileDistribution(template: ResolvedTemplate, resource: TemplateResource): Distribution {
  return new Compiler(template, resource).compile();
}

class Compiler {
  readonly #template: ResolvedTemplate;
  readonly #resource: TemplateResource;
  readonly #config: unknown;
  readonly #problems: string[] = [];
  readonly #warnings: string[] = [];
  readonly #functions = new Map<string, AttachedFunction>();

  constructor(template: ResolvedTemplate, resource: TemplateResource) {
    this.#template = template;
    this.#resource = resource;
    this.#config = resource.properties.DistributionConfig;
  }

  compile(): Distribution {
    const { ref, attributes } = this.#resource;
    const config = this.#config;
    const origins = new Map(
      itemsOf(memberOf(config, 'Origins'), 'DistributionConfig.Origins').map(({ item, path }) => [
        textOf(memberOf(item, 'Id')),
        this.#origin(item, path),
      ]),
    );
    const behaviors = [
      ...itemsOf(memberOf(config, 'CacheBehaviors'), 'DistributionConfig.CacheBehaviors'),
      { item: memberOf(config, 'DefaultCacheBehavior'), path: 'DistributionConfig.DefaultCacheBehavior' },
    ].flatMap(({ item, path }) => this.#behavior(item, path, origins) ?? []);
    if (this.#problems.length > 0) throw new InvalidDistributionError(this.#told(this.#problems).join('\n'));
    return {
      context: { distributionDomainName: attributes.DomainName ?? '', distributionId: ref },
      rootObject: textOf(memberOf(config, 'DefaultRootObject')).replace(/^\//, ''),
      behaviors,
      errorResponses: new Map(
        itemsOf(memberOf(config, 'CustomErrorResponses'), '').flatMap(({ item }) => errorResponse(item)),
      ),
      warnings: this.#told([...new Set(this.#warnings)]),
    };
  }

  #told(texts: readonly string[]): string[] {
    const { place, logicalId, type } = this.#resource;
    return texts.map((text) => `${place}: ${logicalId} (${type}): ${text}`);
  }

  /** The resource of a type that something refers to. */
  #find(type: string, isIt: (resource: TemplateResource) => boolean): TemplateResource | undefined {
    return [...this.#template.resources.values()].find((resource) => resource.type === type && isIt(resource));
  }

  #origin(item: unknown, path: string): Origin | undefined {
    const domain = textOf(memberOf(item, 'DomainName'));
    const bucket = this.#find('AWS::S3::Bucket', ({ attributes }) =>
      [attributes.RegionalDomainName, attributes.DomainName].includes(domain),
    );
    if (bucket === undefined) {
      this.#problems.push(
        `${path}.DomainName ${domain} is no bucket of this template: other origins are not simulated locally`,
      );
      return undefined;
    }
    const { ref, logicalId, attributes } = bucket;
    const arn = attributes.Arn ?? '';
    const may = this.#permissions(bucket, this.#isSigned(item, path));
    if (!may('s3:GetObject', `${arn}/index.html`) && !may('s3:GetObject', `${arn}/*`)) {
      this.#warnings.push(`the policy of the bucket ${logicalId} does not let it read: requests are answered with 403`);
    }
    return {
      bucket: ref,
      logicalId,
      path: textOf(memberOf(item, 'OriginPath')).replace(/\/$/, ''),
      mayRead: (key) => may('s3:GetObject', `${arn}/${key}`),
      mayList: may('s3:ListBucket', arn),
    };
  }

  /** Whether requests to an origin are signed; those that are not are nobody's to the bucket. */
  #isSigned(item: unknown, path: string): boolean {
    const id = textOf(memberOf(item, 'OriginAccessControlId'));
    if (id === '') return false;
    const control = this.#find('AWS::CloudFront::OriginAccessControl', ({ ref }) => ref === id);
    if (control === undefined) {
      this.#problems.push(`${path}.OriginAccessControlId ${id} is no origin access control of this template`);
    }
    return memberOf(control?.properties.OriginAccessControlConfig, 'SigningBehavior') !== 'never';
  }

  #permissions(bucket: TemplateResource, isSigned: boolean) {
    const { partition, accountId, resources } = this.#template;
    const policies = [...resources.values()].filter(
      ({ type, properties }) => type === 'AWS::S3::BucketPolicy' && properties.Bucket === bucket.ref,
    );
    const documents = policies.map(({ properties }) => properties.PolicyDocument);
    for (const { logicalId, properties } of policies) {
      this.#problems.push(...policyProblems(properties.PolicyDocument).map((text) => `${logicalId}: ${text}`));
    }
    if (!isSigned) return () => false;
    return permissions(documents, {
      sourceArn: `arn:${partition}:cloudfront::${accountId}:distribution/${this.#resource.ref}`,
      sourceAccount: accountId,
    });
  }

  #behavior(item: unknown, path: string, origins: ReadonlyMap<string, Origin | undefined>): CacheBehavior | undefined {
    const target = textOf(memberOf(item, 'TargetOriginId'));
    if (!origins.has(target)) this.#problems.push(`${path}.TargetOriginId: there is no origin ${target}`);
    const pattern = memberOf(item, 'PathPattern');
    const methods = itemsOf(memberOf(item, 'AllowedMethods'), path).map(({ item: method }) => textOf(method));
    const rest = {
      matches: pattern === undefined ? () => true : pathPattern(textOf(pattern)),
      methods: methods.length === 0 ? ['GET', 'HEAD'] : methods,
      encodings: this.#encodings(item, path),
      viewerRequest: this.#function(item, 'viewer-request', path),
      viewerResponse: this.#function(item, 'viewer-response', path),
      headersPolicy: this.#headersPolicy(item, path),
    };
    const origin = origins.get(target);
    return origin && { ...rest, origin };
  }

  #encodings(item: unknown, path: string): readonly Encoding[] {
    const id = textOf(memberOf(item, 'CachePolicyId'));
    const managed = managedCachePolicies.get(id);
    const own = this.#find('AWS::CloudFront::CachePolicy', ({ ref }) => ref === id);
    if (managed === undefined && own === undefined) {
      this.#problems.push(
        `${path}.CachePolicyId ${id} is neither a cache policy of this template nor a managed one that is simulated locally`,
      );
    }
    if (!isTrue(memberOf(item, 'Compress'))) return [];
    const settings = memberOf(own?.properties.CachePolicyConfig, 'ParametersInCacheKeyAndForwardedToOrigin');
    return (
      managed ?? [
        ...(isTrue(memberOf(settings, 'EnableAcceptEncodingBrotli')) ? (['br'] as const) : []),
        ...(isTrue(memberOf(settings, 'EnableAcceptEncodingGzip')) ? (['gzip'] as const) : []),
      ]
    );
  }

  #function(item: unknown, event: string, path: string): AttachedFunction | undefined {
    const associations = itemsOf(memberOf(item, 'FunctionAssociations'), path);
    const association = associations.find(({ item: entry }) => memberOf(entry, 'EventType') === event);
    if (association === undefined) return undefined;
    const arn = textOf(memberOf(association.item, 'FunctionARN'));
    const known = this.#functions.get(arn);
    if (known !== undefined) return known;
    const declared = this.#find('AWS::CloudFront::Function', ({ ref }) => ref === arn);
    if (declared === undefined) {
      this.#problems.push(`${path}.FunctionAssociations: ${arn} is no function of this template`);
      return undefined;
    }
    const name = declared.logicalId;
    const attached = { name, run: edgeFunction({ name, code: textOf(declared.properties.FunctionCode) }) };
    this.#functions.set(arn, attached);
    return attached;
  }

  #headersPolicy(item: unknown, path: string) {
    const id = textOf(memberOf(item, 'ResponseHeadersPolicyId'));
    const policy = this.#find('AWS::CloudFront::ResponseHeadersPolicy', ({ ref }) => ref === id);
    if (id !== '' && policy === undefined) {
      this.#problems.push(`${path}.ResponseHeadersPolicyId ${id} is no response headers policy of this template`);
    }
    return headersOf(policy?.properties.ResponseHeadersPolicyConfig);
  }
}

/** A custom error response by its status. Without a page it says only how long CloudFront keeps an error, and nothing is kept here. */
function errorResponse(item: unknown): [number, ErrorResponse][] {
  const page = textOf(memberOf(item, 'ResponsePagePath'));
  const status = memberOf(item, 'ResponseCode');
  if (page === '') return [];
  return [[Number(memberOf(item, 'ErrorCode')), { status: status === undefined ? undefined : Number(status), page }]];
}

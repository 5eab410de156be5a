import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../local/template/index.ts';
import { configOf } from '../../web/src/config.ts';
import { root } from '../testing/contract.ts';
import { named, ofType, production, template } from '../testing/template.ts';

const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';

const propertiesOf = (logicalId: string, of = template): Record<string, any> =>
  of.resources.get(logicalId)?.properties ?? {};
const distributionOf = (of = template): Record<string, any> => propertiesOf('SiteDistribution', of).DistributionConfig;
const distribution = distributionOf();
const behaviours = [distribution.DefaultCacheBehavior, ...distribution.CacheBehaviors] as Record<string, any>[];

describe('the bucket of the page', () => {
  const statements = propertiesOf('SiteBucketPolicy').PolicyDocument.Statement as Record<string, any>[];
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow');

  it('is read by its own distribution and by nobody else', () => {
    const { ref, attributes } = template.resources.get('SiteBucket')!;

    expect(allowed.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      ['s3:GetObject', `${attributes.Arn}/*`],
      ['s3:ListBucket', attributes.Arn],
    ]);
    for (const { Principal, Condition } of allowed) {
      expect(Principal).toEqual({ Service: 'cloudfront.amazonaws.com' });
      expect(Condition).toEqual({
        StringEquals: {
          'aws:SourceArn': `arn:aws:cloudfront::123456789012:distribution/${template.resources.get('SiteDistribution')?.ref}`,
        },
      });
    }
    expect(propertiesOf('SiteBucketPolicy').Bucket).toBe(ref);
  });

  it('is where the distribution gets everything from, with requests that it signs', () => {
    expect(distribution.Origins).toEqual([
      {
        Id: 'site',
        DomainName: template.resources.get('SiteBucket')?.attributes.RegionalDomainName,
        OriginAccessControlId: template.resources.get('SiteAccess')?.ref,
        S3OriginConfig: { OriginAccessIdentity: '' },
      },
    ]);
    expect(propertiesOf('SiteAccess').OriginAccessControlConfig).toMatchObject({
      OriginAccessControlOriginType: 's3',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    });
  });
});

describe('the distribution', () => {
  it('keeps files whose names change with their content, and nothing else', () => {
    expect(behaviours.map(({ PathPattern, CachePolicyId }) => [PathPattern, CachePolicyId])).toEqual([
      [undefined, cachingDisabled],
      ['/assets/*', cachingOptimized],
    ]);
  });

  it('serves over TLS, only what is there to be read, and always with the same headers', () => {
    for (const behaviour of behaviours) {
      expect(behaviour).toMatchObject({
        ViewerProtocolPolicy: 'redirect-to-https',
        AllowedMethods: ['GET', 'HEAD'],
        ResponseHeadersPolicyId: template.resources.get('SiteHeaders')?.ref,
      });
    }
  });

  it('has names that another region of the account can have, too', () => {
    const elsewhere = readTemplate(join(root, 'template.yaml'), { region: 'eu-west-1' });
    const namesIn = (of: typeof template): string[] => [
      propertiesOf('SiteAccess', of).OriginAccessControlConfig.Name,
      propertiesOf('SiteHeaders', of).ResponseHeadersPolicyConfig.Name,
      propertiesOf('SiteRoutes', of).Name,
    ];

    expect(namesIn(elsewhere).filter((name) => namesIn(template).includes(name))).toEqual([]);
  });
});

describe('the headers of the page', () => {
  const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } =
    propertiesOf('SiteHeaders').ResponseHeadersPolicyConfig;
  const policy = new Map<string, string[]>(
    (security.ContentSecurityPolicy.ContentSecurityPolicy as string).split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );

  it('let it run its own files, and talk to the API and to the sign-in pages', () => {
    const { ref: api } = template.resources.get('Api')!;
    const { ref: domain } = template.resources.get('UserPoolDomain')!;

    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('connect-src')).toEqual([
      "'self'",
      `https://${api}.execute-api.us-east-1.amazonaws.com`,
      `https://${domain}.auth.us-east-1.amazoncognito.com`,
    ]);
    for (const name of ['script-src', 'style-src', 'img-src', 'font-src', 'manifest-src']) {
      expect(policy.get(name), name).toEqual(["'self'"]);
    }
  });

  it('let nothing inline run, nobody frame it, and no text become HTML', () => {
    expect([...policy.values()].flat().join(' ')).not.toMatch(/unsafe-|data:|blob:|\*|http:/);
    for (const name of ['base-uri', 'form-action', 'frame-ancestors'])
      expect(policy.get(name), name).toEqual(["'none'"]);
    expect(policy.get('require-trusted-types-for')).toEqual(["'script'"]);
  });

  it('replace whatever the bucket says', () => {
    const items = [...Object.values(security), ...custom.Items] as { Override: unknown }[];

    expect(items.map(({ Override }) => Override)).toEqual(items.map(() => true));
    expect(security).toMatchObject({
      FrameOptions: { FrameOption: 'DENY' },
      ReferrerPolicy: { ReferrerPolicy: 'no-referrer' },
    });
    expect(security.ContentTypeOptions).toBeDefined();
    expect(Number(security.StrictTransportSecurity.AccessControlMaxAgeSec)).toBeGreaterThanOrEqual(31_536_000);
    expect(custom.Items.map(({ Header }: { Header: string }) => Header)).toEqual([
      'Cross-Origin-Opener-Policy',
      'Cross-Origin-Resource-Policy',
      'Permissions-Policy',
    ]);
  });
});

/** What the distribution asks the bucket for when somebody asks for a path. */
function askedFor(uri: string): string {
  const behaviour = uri.startsWith('/assets/') ? behaviours[1] : behaviours[0];
  const associations = (behaviour?.FunctionAssociations ?? []) as { EventType: string; FunctionARN: string }[];
  const context = createContext({ event: { request: { uri, method: 'GET' } } });
  for (const { EventType, FunctionARN } of associations) {
    expect(EventType).toBe('viewer-request');
    const code = propertiesOf(named(FunctionARN) ?? '').FunctionCode as string;
    runInContext(`${code}\nevent.request = handler(event);`, context);
  }
  return runInContext('event.request.uri', context) as string;
}

describe('a path of the page', () => {
  it.each([
    '/',
    '/report',
    '/reports',
    '/reports/0192f3c4-8f5e-7c3a-9d2b-1f0e6a7b8c9d',
    '/callback',
    '/dragons/Atlas',
    '/dragons/Atlas/edit',
    '/dragons/Mr.%20Smoke',
    '/dragons/atlas.js',
    '/dragons/.hidden',
    '/dragons/%2E%2E',
    '/dragons/%3Cimg%20src=x%20onerror=alert(1)%3E',
    '/dragons/a%2Fb.c',
    '/dragons/config.json',
    '/dragons/Feuer%C3%BCber.alles/edit',
    '/dragons/assets/',
    '/deploy/superseded.json',
    '/nowhere',
    '//evil.example/x.js',
  ])('is the application: %s', (uri) => {
    expect(askedFor(uri)).toBe('/index.html');
  });

  it.each([
    '/index.html',
    '/config.json',
    '/favicon.svg',
    '/robots.txt',
    '/missing.txt',
    '/assets/index-D3adB33f.js',
    '/assets/missing',
    '/assets/',
  ])('is a file, there or missing: %s', (uri) => {
    expect(askedFor(uri)).toBe(uri);
  });
});

describe('what the command that deploys the page is told', () => {
  it('is the configuration that the page reads, with nothing else in it', () => {
    const config: unknown = JSON.parse(propertiesOf('SiteConfigParameter').Value);
    const { attributes, ref: pool } = template.resources.get('UserPool')!;

    expect(configOf(config)).toEqual(config);
    expect(config).toEqual({
      stage: 'dev',
      apiUrl: template.outputs.ApiUrl,
      signIn: {
        url: template.outputs.SignInUrl,
        clientId: template.resources.get('WebClient')?.ref,
        issuer: attributes.ProviderURL,
      },
    });
    expect(attributes.ProviderURL).toContain(pool);
  });

  it('is where the page belongs, and where people find it', () => {
    expect(named(propertiesOf('SiteBucketParameter').Value)).toBe('SiteBucket');
    expect(propertiesOf('SiteUrlParameter').Value).toBe(template.outputs.SiteUrl);
  });
});

describe('the address of the page', () => {
  const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
  const under = (parameters: Record<string, string>) => readTemplate(join(root, 'template.yaml'), { parameters });
  const { CallbackURLs, LogoutURLs } = propertiesOf('WebClient');

  it("is CloudFront's own unless the stack is told another, and sign-in returns there", () => {
    const url = `https://${template.resources.get('SiteDistribution')?.attributes.DomainName}`;

    expect(template.outputs.SiteUrl).toBe(url);
    expect([CallbackURLs, LogoutURLs]).toEqual([[`${url}/callback`], [`${url}/`]]);
    expect(distribution.Aliases).toBeUndefined();
    expect(distribution.ViewerCertificate).toEqual({ CloudFrontDefaultCertificate: true });
  });

  it('is a domain of its own, where the stack is given one with its certificate', () => {
    const own = under({ SiteDomain: 'dragons.example.com', SiteCertificateArn: certificate });

    expect(own.outputs.SiteUrl).toBe('https://dragons.example.com');
    expect(propertiesOf('WebClient', own)).toMatchObject({
      CallbackURLs: ['https://dragons.example.com/callback'],
      LogoutURLs: ['https://dragons.example.com/'],
    });
    expect(distributionOf(own)).toMatchObject({
      Aliases: ['dragons.example.com'],
      ViewerCertificate: { AcmCertificateArn: certificate, MinimumProtocolVersion: 'TLSv1.2_2021' },
    });
  });

  it('is one that sign-in returns to even if the page is served from somewhere else', () => {
    const other = under({ WebOrigin: 'http://127.0.0.1:5173' });

    expect(propertiesOf('WebClient', other)).toMatchObject({
      CallbackURLs: ['http://127.0.0.1:5173/callback'],
      LogoutURLs: ['http://127.0.0.1:5173/'],
    });
  });

  it.each(ofType('AWS::Cognito::UserPoolClient', production))(
    'is nowhere a place of this machine in production ($logicalId)',
    ({ properties }) => {
      expect(JSON.stringify(properties)).not.toMatch(/127\.0\.0\.1|localhost|http:/);
    },
  );
});

import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { closeServer, listenLocally } from '../listening.ts';
import { SampleStack, template } from '../testing/sample-stack.ts';
import { soon } from '../testing/soon.ts';

const config = (text: string) => `
  Config:
    Type: AWS::CloudFront::Function
    Properties:
      Name: config
      AutoPublish: true
      FunctionConfig: { Comment: c, Runtime: cloudfront-js-2.0 }
      FunctionCode: !Sub |
        function handler() {
          console.log('asked for');
          return { statusCode: 200, body: '${text}' };
        }
`;
const site = `
  Headers:
    Type: AWS::CloudFront::ResponseHeadersPolicy
    Properties:
      ResponseHeadersPolicyConfig:
        Name: headers
        SecurityHeadersConfig:
          ContentSecurityPolicy:
            Override: true
            ContentSecurityPolicy: !Sub connect-src https://\${Api}.execute-api.\${AWS::Region}.\${AWS::URLSuffix} https://\${Pages}.auth.\${AWS::Region}.amazoncognito.com
  Access:
    Type: AWS::CloudFront::OriginAccessControl
    Properties:
      OriginAccessControlConfig: { Name: a, OriginAccessControlOriginType: s3, SigningBehavior: always, SigningProtocol: sigv4 }
  ThingsPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Things
      PolicyDocument:
        Statement:
          Effect: Allow
          Principal: { Service: cloudfront.amazonaws.com }
          Action: s3:GetObject
          Resource: !Sub \${Things.Arn}/*
          Condition: { StringEquals: { 'AWS:SourceArn': !Sub 'arn:aws:cloudfront::\${AWS::AccountId}:distribution/\${Site}' } }
  Site:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        Origins:
          - { Id: things, DomainName: !GetAtt Things.RegionalDomainName, OriginAccessControlId: !Ref Access, S3OriginConfig: {} }
        DefaultCacheBehavior:
          TargetOriginId: things
          ViewerProtocolPolicy: redirect-to-https
          CachePolicyId: 4135ea2d-6df8-44a3-9df3-4b5a84be39ad
          ResponseHeadersPolicyId: !Ref Headers
        CacheBehaviors:
          - PathPattern: /config.json
            TargetOriginId: things
            ViewerProtocolPolicy: redirect-to-https
            CachePolicyId: 4135ea2d-6df8-44a3-9df3-4b5a84be39ad
            FunctionAssociations: [{ EventType: viewer-request, FunctionARN: !Ref Config }]
  Pages:
    Type: AWS::Cognito::UserPoolDomain
    Properties: { UserPoolId: !Ref People, Domain: sample }
  Web:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !Ref People
      AllowedOAuthFlowsUserPoolClient: true
      AllowedOAuthFlows: [code]
      AllowedOAuthScopes: [openid]
      SupportedIdentityProviders: [COGNITO]
      CallbackURLs: [!Sub 'https://\${Site.DomainName}/callback']
  ApiAddress:
    Type: AWS::SSM::Parameter
    Properties: { Name: /sample/api, Type: String, Value: !Sub 'https://\${Api}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}/test' }
`;
const apiUrl = 'https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/test';
const outputs = "\nOutputs:\n  SiteUrl: { Value: !Sub 'https://${Site.DomainName}' }";
const withSite = (text = apiUrl) => template.replace('\nOutputs:', config(text) + site + outputs);

let sample: SampleStack;
beforeEach(() => {
  sample = new SampleStack();
  sample.write('template.yaml', withSite());
});
afterEach(() => sample.close());

const ask = async (path: string) => {
  const response = await fetch(`${sample.stack.addresses.site}${path}`);
  return { status: response.status, headers: response.headers, body: await response.text() };
};

describe('the site of a template', () => {
  it('is served from its bucket, with addresses on this machine everywhere', async () => {
    const { addresses, outputs: found, template: read } = await sample.start();

    const object = await ask('/one.txt');

    expect(object).toMatchObject({ status: 200, body: 'first' });
    expect(object.headers.get('content-security-policy')).toBe(`connect-src ${addresses.api} ${addresses.domain}`);
    expect((await ask('/config.json')).body).toBe(addresses.api);
    expect(found.SiteUrl).toBe(addresses.site);
    expect(read.resources.get('ApiAddress')?.properties.Value).toBe(addresses.api);
    expect(sample.events).toContainEqual({
      type: 'function',
      line: { functionName: 'Config', requestId: expect.any(String), line: 'asked for', stream: 'stdout' },
    });
    expect([sample.problems(), sample.defects()]).toEqual([[], []]);
  });

  it('is where people come back to when they have signed in', async () => {
    const { addresses, template: read } = await sample.start();
    const query = new URLSearchParams({
      client_id: read.resources.get('Web')!.ref,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${addresses.site}/callback`,
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    });

    const page = await fetch(`${addresses.domain}/oauth2/authorize?${query.toString()}`, { redirect: 'manual' });

    expect(page.status).toBe(302);
    expect(page.headers.get('location')).toMatch(/^\/login\?/);
  });

  it('changes with the template: functions and headers are live at once', async () => {
    await sample.start({ watch: true });
    const { body: before } = await ask('/config.json');

    sample.write('template.yaml', withSite('another').replace('connect-src', 'img-src'));

    await expect.poll(async () => (await ask('/config.json')).body, soon).toBe('another');
    expect((await ask('/one.txt')).headers.get('content-security-policy')).toMatch(/^img-src /);
    expect(before).not.toBe('another');
  });

  it('goes on as it was while the template says what cannot run', async () => {
    await sample.start({ watch: true });

    sample.write('template.yaml', withSite().replace('!GetAtt Things.RegionalDomainName', 'api.example'));

    await expect
      .poll(() => sample.problems(), soon)
      .toEqual([
        expect.stringMatching(/template\.yaml:\d+: Site .*DomainName api\.example is no bucket of this template/),
      ]);
    expect((await ask('/one.txt')).status).toBe(200);
  });

  it('comes and goes with a restart only', async () => {
    await sample.start({ watch: true });

    sample.write('template.yaml', template);

    await expect.poll(() => sample.problems(), soon).toEqual(['A distribution came or went: that needs a restart.']);
    expect((await ask('/one.txt')).status).toBe(200);
  });

  it('is told to be closed to everybody when the policy of its bucket says so', async () => {
    sample.write('template.yaml', withSite().replace('Action: s3:GetObject', 'Action: s3:PutObject'));

    await sample.start();

    expect(sample.problems()).toEqual([
      expect.stringContaining('the policy of the bucket Things does not let it read'),
    ]);
    expect((await ask('/one.txt')).status).toBe(403);
  });
});

describe('a stack does not start', () => {
  it('with two distributions', async () => {
    const second = site.slice(site.indexOf('  Site:'), site.indexOf('  Pages:')).replace('Site:', 'Other:');
    sample.write('template.yaml', withSite().replace('\n  Pages:', `\n${second}  Pages:`));

    await expect(sample.start()).rejects.toThrow('(AWS::CloudFront::Distribution): only one distribution can run here');
  });

  it('with a port for its site that is taken, and does without it otherwise', async () => {
    const other = createServer();
    const port = Number(new URL(await listenLocally(other, 0)).port);
    const ports = { api: 0, endpoint: 0, domain: 0, site: port };

    await expect(sample.start({ ports })).rejects.toThrow(
      `Port ${port}, for the web page, is in use by another program.`,
    );

    sample.write('template.yaml', template);
    await expect(sample.start({ ports })).resolves.toMatchObject({ addresses: { site: undefined } });
    await closeServer(other);
  });
});

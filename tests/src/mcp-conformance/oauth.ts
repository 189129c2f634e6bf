import type { OAuthClientSettings } from '@mcp-agent/mcp';

/** Returns the OAuth settings of a scenario's server, from the context that the suite passes. */
export function oauthFor(scenario: string, context: unknown): OAuthClientSettings {
  const given = (name: string): string => {
    const has = typeof context === 'object' && context !== null && name in context;
    const value: unknown = has ? Reflect.get(context, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  const account = { clientId: given('client_id'), clientSecret: given('client_secret') };
  switch (scenario) {
    case 'auth/pre-registration': {
      const issuer = given('issuer');
      return { enabled: true, ...account, ...(issuer !== '' && { authorizationServer: issuer }) };
    }
    case 'auth/client-credentials-basic':
      return { enabled: true, grantType: 'client_credentials', ...account };
    case 'auth/client-credentials-jwt':
      return {
        enabled: true,
        grantType: 'client_credentials',
        clientId: given('client_id'),
        privateKey: given('private_key_pem'),
        privateKeyAlgorithm: given('signing_algorithm'),
      };
    case 'auth/enterprise-managed-authorization':
      return {
        enabled: true,
        ...account,
        identityProvider: {
          tokenEndpoint: given('idp_token_endpoint'),
          clientId: given('idp_client_id'),
          idToken: given('idp_id_token'),
        },
      };
    default:
      return {
        enabled: scenario.startsWith('auth/'),
        clientMetadataUrl: 'https://conformance-test.local/client-metadata.json',
      };
  }
}

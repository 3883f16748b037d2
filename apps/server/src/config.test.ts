import { join } from 'node:path';
import { PROGRAM } from '@mosaajii/domain/program';
import { describe, expect, test } from 'vitest';
import { ConfigError, parseConfig, projectRoot } from './config.ts';

describe('parseConfig', () => {
  test('needs nothing: one machine, loopback, port 4000, data beside the program', () => {
    expect(parseConfig({})).toEqual({
      mode: 'development',
      port: 4000,
      isPortExplicit: false,
      host: '127.0.0.1',
      lan: false,
      dataDirectory: join(projectRoot, 'data'),
      isDataDirectoryExplicit: false,
      allowedHosts: ['localhost', '127.0.0.1', '[::1]'],
      logLevel: 'info',
      channels: {},
      corsOrigins: [],
    });
  });

  test('reads every setting', () => {
    const config = parseConfig({
      NODE_ENV: 'production',
      PORT: '8080',
      DATA_DIR: '/srv/a shop',
      DATABASE_URL: 'postgres://owner:pw@db/shop',
      DATABASE_APP_URL: 'postgresql://app:pw@db/shop',
      PUBLIC_ORIGIN: 'https://pos.example.com/',
      ALLOWED_HOSTS: 'till.local, 192.168.1.20',
      LOG_LEVEL: 'debug',
    });
    expect(config).toMatchObject({
      mode: 'production',
      port: 8080,
      isPortExplicit: true,
      dataDirectory: '/srv/a shop',
      logLevel: 'debug',
    });
    expect(config.publicOrigin).toBe('https://pos.example.com');
    expect(config.allowedHosts.slice(3)).toEqual(['pos.example.com', 'till.local', '192.168.1.20']);
  });

  test('a flag wins over its variable, an empty variable is none', () => {
    expect(parseConfig({ PORT: '1', DATA_DIR: ' ' }, ['--port', '4001']).port).toBe(4001);
    expect(parseConfig({}, ['--port=4002', '--lan'])).toMatchObject({ port: 4002, lan: true, host: '0.0.0.0' });
  });

  test('nobody changes it afterwards', () => {
    expect(Object.isFrozen(parseConfig({}))).toBe(true);
    expect(Object.isFrozen(parseConfig({}).allowedHosts)).toBe(true);
  });

  test.each([
    [{ PORT: '0' }, /^PORT is "0"/],
    [{ PORT: '65536' }, /^PORT is "65536"/],
    [{ PORT: '80a' }, /^PORT is "80a"/],
    [{ PORT: '-1' }, /^PORT is "-1"/],
    [{ NODE_ENV: 'prod' }, /^NODE_ENV is "prod"/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL is "loud"/],
    [{ OLDEST_TILL: 'new' }, /^OLDEST_TILL is "new"/],
    [{ OLDEST_TILL: '0' }, /^OLDEST_TILL is "0"/],
    [{ OLDEST_TILL: String(PROGRAM + 1) }, /the program of this server/],
    [{ DATABASE_URL: 'mysql://a:b@c/d' }, /^DATABASE_URL is not a PostgreSQL address/],
    [{ DATABASE_URL: 'postgres://a:b@c' }, /^DATABASE_URL is not/],
    [{ REDIS_URL: 'http://localhost:6379' }, /^REDIS_URL is not an address/],
    [{ REDIS_URL: 'unix:relative.sock' }, /^REDIS_URL is not an address/],
    [{ DATABASE_APP_URL: 'postgres://a:b@c/d' }, /^DATABASE_APP_URL is set without DATABASE_URL/],
    [{ PUBLIC_ORIGIN: 'https://pos.example.com/shop' }, /^PUBLIC_ORIGIN is/],
    [{ PUBLIC_ORIGIN: 'pos.example.com' }, /^PUBLIC_ORIGIN is/],
    [{ PUBLIC_ORIGIN: 'http://pos.example.com' }, /browsers need https/],
    [{ ALLOWED_HOSTS: 'https://till' }, /^ALLOWED_HOSTS has "https:\/\/till"/],
    [{ ALLOWED_HOSTS: 'till:4000' }, /^ALLOWED_HOSTS has "till:4000"/],
    [{ DATA_DIR: 'a\0b' }, /^DATA_DIR contains a NUL/],
  ])('refuses %j by name', (env, message) => {
    expect(() => parseConfig(env)).toThrow(ConfigError);
    expect(() => parseConfig(env)).toThrow(message);
  });

  test('never repeats a password it refuses', () => {
    expect(() => parseConfig({ DATABASE_URL: 'postgres//a:hush@c/d' })).toThrow(expect.not.stringContaining('hush'));
  });

  test.each([[['--prot', '4001']], [['--port']], [['start']]])('refuses the arguments %j', (args) => {
    expect(() => parseConfig({}, args)).toThrow(ConfigError);
  });
});

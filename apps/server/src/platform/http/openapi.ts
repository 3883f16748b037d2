import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { REFERENCE_POLICY } from './headers.ts';

/** What zod cannot say in JSON Schema is left open instead of failing the reference. */
const zodToJsonConfig = { unrepresentable: 'any' } as const;

const DESCRIPTION = `The API of Mosaajii POS. Amounts are integers in the currency's minor unit, unit prices in ten-thousandths of it,
quantities in thousandths, rates in parts per million. Every error is an RFC 9457 problem with a code of its own.`;

/** Collects the reference from the routes that are mounted afterwards. */
export async function registerOpenApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Mosaajii POS', version, description: DESCRIPTION, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'sid', description: 'The cookie that signing in sets.' },
          register: {
            type: 'apiKey',
            in: 'header',
            name: 'authorization',
            description: 'Register <organizationId>.<keyId>.<secret>, as the enrolment gave them.',
          },
        },
      },
    },
    transform: createJsonSchemaTransform({ zodToJsonConfig, skipList: [] }),
    transformObject: createJsonSchemaTransformObject({ zodToJsonConfig }),
  });
}

/** The reference page, with a policy of its own because its program sets styles by itself. */
export async function registerReferencePage(app: FastifyInstance): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { docExpansion: 'none', tryItOutEnabled: false },
    staticCSP: REFERENCE_POLICY,
    logLevel: 'warn',
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
}

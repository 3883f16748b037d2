import type { CreateProductRequest } from '@mosaajii/contract/catalog';
import { ok, type Result, refuse } from '@mosaajii/domain';
import { priceE4 } from '@mosaajii/domain/money';
import { api } from '../../platform/api/index.ts';
import type { Device } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import type { NewProduct, TillOffice } from './ports.ts';

type Done = Promise<Result<null, { readonly detail: string }>>;

/** How long the till waits to hear about its own change; it will come in any case. */
const HEAR_WITHIN_MS = 5_000;

/** What the till asks the server for: it needs a connection and a permission, and says which of them is missing. */
export function deviceOffice(device: Device): TillOffice {
  const mayWrite = () => device.session.can('catalog.write');
  return {
    taxClasses: device.catalog.taxClasses,
    createProduct: async (product) => {
      if (!mayWrite()) return refuse({ detail: t('till.mayNotCreate') });
      const request = toRequest(device, product);
      if (request === null) return refuse({ detail: t('till.needsConnection') });
      return post(device, '/products', request, product.code);
    },
    linkCode: async (variantId, code) => {
      if (!mayWrite()) return refuse({ detail: t('till.mayNotCreate') });
      return post(device, `/variants/${variantId}/codes`, { code }, code);
    },
  };
}

function toRequest({ catalog, newId }: Device, product: NewProduct): CreateProductRequest | null {
  const classes = catalog.taxClasses();
  const taxClassId = product.taxClassId ?? classes.find((one) => one.isDefault)?.taxClassId;
  if (taxClassId === undefined) return null;
  return {
    productId: newId(),
    name: product.name,
    taxClassId,
    variants: [{ priceE4: priceE4(product.priceE4), codes: [{ code: product.code }] }],
  };
}

async function post(device: Device, path: string, body: unknown, code: string): Done {
  const answer = await api.post(path, { body });
  if (!answer.ok) {
    const { code: problem, detail, title } = answer.error;
    return refuse({ detail: problem === 'unreachable' ? t('till.needsConnection') : detail || title });
  }
  await heard(device, code);
  return ok(null);
}

/** Resolves when the catalogue of this device knows the code, or after a while. */
function heard({ catalog, sync }: Device, code: string): Promise<void> {
  sync.retry();
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(finish, HEAR_WITHIN_MS);
    const stop = catalog.state.subscribe(() => {
      if (catalog.byCode(code) !== null) finish();
    });
    if (catalog.byCode(code) !== null) finish();
  });
}

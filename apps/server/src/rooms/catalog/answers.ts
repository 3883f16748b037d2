import type { ProductDetail } from '@mosaajii/contract';
import { type ProblemAnswer, problem } from '../../platform/http/index.ts';
import type { CategoryRefusal } from './create-category.ts';
import type { ProductRefusal } from './create-product.ts';
import type { Author, ProductRecord } from './model.ts';

/** A product as it goes over the wire. Codes are shown as they were entered. */
export function productDetailOf(product: ProductRecord): ProductDetail {
  const { importId: _importId, variants, ...rest } = product;
  return {
    ...rest,
    optionNames: [...rest.optionNames],
    variants: variants.map((variant) => ({
      ...variant,
      optionValues: [...variant.optionValues],
      codes: variant.codes.map(({ displayCode, isGtin, quantityMilli }) => ({
        code: displayCode,
        isGtin,
        quantityMilli,
      })),
    })),
  };
}

/** The problem that tells a person why a product was not written. */
export function productProblem(refusal: ProductRefusal): ProblemAnswer {
  switch (refusal.code) {
    case 'not-found':
      return problem('not-found', 'This product does not exist.');
    case 'stale-version':
      return problem('stale-version', `Somebody else changed “${refusal.current.name}” meanwhile.`, {
        extra: { current: productDetailOf(refusal.current) },
      });
    case 'invalid-request':
    case 'conflict':
      return problem(refusal.code, refusal.errors[0]?.message, { errors: refusal.errors.slice(0, 100) });
  }
}

export function categoryProblem(refusal: CategoryRefusal): ProblemAnswer {
  switch (refusal.code) {
    case 'not-found':
      return problem('not-found', 'This category does not exist.');
    case 'stale-version':
      return problem('stale-version');
    case 'name-taken':
      return problem('conflict', 'Another category here has this name.', {
        errors: [{ path: 'name', message: 'Another category here has this name.' }],
      });
    case 'parent-unknown':
      return problem('invalid-request', 'The category above does not exist.', {
        errors: [{ path: 'parentId', message: 'This category does not exist.' }],
      });
    case 'parent-below':
      return problem('invalid-request', 'A category cannot be below itself.', {
        errors: [{ path: 'parentId', message: 'A category cannot be below itself.' }],
      });
  }
}

/** Who asked, as the audit trail names them. */
export function authorOf(actor: { readonly userId: string }, request: { readonly id: string }): Author {
  return { userId: actor.userId, requestId: request.id };
}

import type { SaleOrigin } from '@mosaajii/domain/operation';
import { useObservable } from '../../../platform/device/observable.ts';
import { held as words } from '../../../platform/i18n/en/held.ts';
import { addMessages, t } from '../../../platform/i18n/index.ts';
import { Field, Select } from '../../../platform/ui/index.ts';
import type { Cart, CartLine } from '../cart.ts';
import { useCart, useTill } from '../till-context.tsx';

addMessages('held', words);

/** Who sold it, where that is not whoever is at the till. Nothing stands there in a shop of one. */
export function SalespersonField() {
  const { carts, ports } = useTill();
  const { origin } = useCart();
  const { per, isRequired } = ports.shop.salesperson;
  const cashierId = ports.person.userId;
  if (per === 'off') return null;
  return (
    <PersonField
      // Where somebody has to be named, the cashier is chosen like everybody else.
      value={origin?.salespersonId ?? (isRequired ? '' : cashierId)}
      nobody={isRequired ? t('held.chooseSeller') : null}
      onChoose={(userId) => carts.adjust((cart) => soldBy(cart, userId, isRequired ? null : cashierId))}
    />
  );
}

/** Who sold a line, where the store writes that down line by line and it is not who sold the rest. */
export function LineSalespersonField({ line }: { readonly line: CartLine }) {
  const { carts, ports } = useTill();
  const { origin } = useCart();
  if (ports.shop.salesperson.per !== 'line') return null;
  return (
    <PersonField
      value={line.salespersonId ?? ''}
      nobody={t('held.asTheSale')}
      onChoose={(userId) =>
        carts.adjust((cart) => lineSoldBy(cart, line.lineId, userId, origin?.salespersonId ?? null))
      }
    />
  );
}

interface PersonFieldProps {
  readonly value: string;
  /** What stands for nobody; `null`: somebody always is. */
  readonly nobody: string | null;
  readonly onChoose: (userId: string) => void;
}

function PersonField({ value, nobody, onChoose }: PersonFieldProps) {
  const { ports } = useTill();
  const people = useObservable(ports.held.people);
  const me = { userId: ports.person.userId, displayName: ports.person.displayName };
  const known = people.some(({ userId }) => userId === me.userId) ? people : [me, ...people];
  if (known.length < 2) return null;
  return (
    <Field label={t('held.soldBy')}>
      <Select value={value} onChange={(event) => onChoose(event.target.value)}>
        {nobody === null ? null : <option value="">{nobody}</option>}
        {known.map(({ userId, displayName }) => (
          <option key={userId} value={userId}>
            {displayName}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** The cart as somebody's sale; `own` needs no word (the cashier), nor does nobody. */
export function soldBy(cart: Cart, userId: string, own: string | null): Cart {
  const { origin: before, ...rest } = cart;
  const { salespersonId: _before, ...kept } = before ?? {};
  const origin: SaleOrigin = userId === own || userId === '' ? kept : { ...kept, salespersonId: userId };
  return Object.keys(origin).length === 0 ? rest : { ...rest, origin };
}

/** A line as somebody's; who sold the whole cart needs no word at a line. */
export function lineSoldBy(cart: Cart, lineId: string, userId: string, ofSale: string | null): Cart {
  const lines = cart.lines.map((line): CartLine => {
    if (line.lineId !== lineId) return line;
    const { salespersonId: _before, ...rest } = line;
    return userId === '' || userId === ofSale ? rest : { ...rest, salespersonId: userId };
  });
  return { ...cart, lines };
}

import type { Supplier } from '@mosaajii/contract/purchasing';
import { SearchX, Truck } from 'lucide-react';
import { useRef, useState } from 'react';
import { Listed } from '../../platform/answer/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { newId } from '../../platform/ids/index.ts';
import { useBindings } from '../../platform/keys/index.ts';
import {
  Button,
  Chip,
  Dialog,
  EmptyState,
  PageHeader,
  rowLinkLook,
  SearchField,
  Select,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../platform/ui/index.ts';
import { Guarded } from './guarded.tsx';
import { draftOfSupplier, EMPTY_SUPPLIER, SupplierForm } from './supplier-form.tsx';
import { purchasingApi, useChange, useMay, useSuppliers } from './use-purchasing.ts';

/** From whom the shop buys: added, changed, and no longer ordered from. */
export function SuppliersScreen() {
  return (
    <Guarded title={t('purchasing.suppliers')}>
      <Suppliers />
    </Guarded>
  );
}

type State = 'active' | 'inactive' | 'all';

function Suppliers() {
  const [query, setQuery] = useState('');
  const [state, setState] = useState<State>('active');
  const [open, setOpen] = useState<Supplier | 'new' | null>(null);
  const canWrite = useMay('purchasing.write');
  const list = useSuppliers(query, state);
  useBindings([{ chord: 'n', run: () => canWrite && setOpen('new') }]);
  const add = (
    <Button variant="primary" shortcut="N" onClick={() => setOpen('new')}>
      {t('purchasing.newSupplier')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('purchasing.suppliers')} actions={canWrite ? add : undefined} />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchField
          label={t('purchasing.supplierName')}
          clearLabel={t('purchasing.clearSearch')}
          query={query}
          onSearch={setQuery}
        />
        <Select
          aria-label={t('purchasing.state')}
          className="w-auto!"
          value={state}
          onChange={(event) => setState(event.target.value as State)}
        >
          <option value="active">{t('purchasing.active')}</option>
          <option value="inactive">{t('purchasing.inactive')}</option>
          <option value="all">{t('purchasing.state.all')}</option>
        </Select>
      </div>
      <Listed
        pages={list}
        empty={
          query !== '' || state !== 'active' ? (
            <EmptyState icon={SearchX} title={t('purchasing.noSuppliersFound')} />
          ) : (
            <EmptyState icon={Truck} title={t('purchasing.noSuppliers')} actions={canWrite ? add : undefined}>
              {t('purchasing.noSuppliersText')}
            </EmptyState>
          )
        }
      >
        {(items) => <SupplierTable items={items} onOpen={canWrite ? setOpen : null} />}
      </Listed>
      {open === null ? null : <SupplierDialog supplier={open} onClose={() => setOpen(null)} />}
    </>
  );
}

interface TableProps {
  readonly items: readonly Supplier[];
  /** `null`: the asker may only look. */
  readonly onOpen: ((supplier: Supplier) => void) | null;
}

function SupplierTable({ items, onOpen }: TableProps) {
  return (
    <Table label={t('purchasing.suppliers')}>
      <TableHead>
        <TableHeader>{t('purchasing.supplierName')}</TableHeader>
        <TableHeader className="max-md:hidden">{t('purchasing.contactName')}</TableHeader>
        <TableHeader className="max-sm:hidden">{t('purchasing.phone')}</TableHeader>
        <TableHeader isFigure>{t('purchasing.leadTime')}</TableHeader>
      </TableHead>
      <tbody>
        {items.map((one) => (
          <TableRow key={one.supplierId}>
            <TableCell>
              {onOpen === null ? (
                <span className="break-words font-medium">{one.name}</span>
              ) : (
                <button type="button" className={rowLinkLook} onClick={() => onOpen(one)}>
                  {one.name}
                </button>
              )}{' '}
              {one.isActive ? null : <Chip size="sm">{t('purchasing.inactive')}</Chip>}
            </TableCell>
            <TableCell className="text-ink-2 max-md:hidden">{one.contactName}</TableCell>
            <TableCell className="num text-ink-2 max-sm:hidden">
              <bdi dir="ltr">{one.phone}</bdi>
            </TableCell>
            <TableCell isFigure>{one.leadTimeDays ?? '–'}</TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

interface DialogProps {
  readonly supplier: Supplier | 'new';
  readonly onClose: () => void;
}

function SupplierDialog({ supplier, onClose }: DialogProps) {
  const change = useChange();
  // The same supplier however often the button is pressed.
  const supplierId = useRef(newId());
  const [isPending, setPending] = useState(false);
  const isNew = supplier === 'new';
  return (
    <Dialog title={isNew ? t('purchasing.newSupplier') : supplier.name} onClose={onClose}>
      <SupplierForm
        start={isNew ? EMPTY_SUPPLIER : draftOfSupplier(supplier)}
        hasState={!isNew}
        isPending={isPending}
        onSave={async ({ isActive, ...fields }) => {
          setPending(true);
          const asked = isNew
            ? purchasingApi.addSupplier({ supplierId: supplierId.current, ...fields })
            : purchasingApi.changeSupplier(supplier.supplierId, { version: supplier.version, ...fields, isActive });
          const written = await change(asked, t('purchasing.supplierSaved'));
          setPending(false);
          if (written !== null) onClose();
        }}
      />
    </Dialog>
  );
}

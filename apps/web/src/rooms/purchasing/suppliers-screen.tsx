import type { Supplier } from '@mosaajii/contract/purchasing';
import { SearchX, Truck } from 'lucide-react';
import { useRef, useState } from 'react';
import { Listed } from '../../platform/answer/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { newId } from '../../platform/ids/index.ts';
import { changedFields, fieldsOf, ListFrame, ListTable, type TableColumn } from '../../platform/lists/index.ts';
import {
  Button,
  Chip,
  Dialog,
  EmptyState,
  PageHeader,
  rowLinkLook,
  SearchField,
  Select,
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

const FIRST = { query: '', state: 'active' };
const STATES = ['active', 'inactive', 'all'];

function Suppliers() {
  const [fields, setFields] = useState(FIRST);
  const { query, state } = fields;
  const [open, setOpen] = useState<Supplier | 'new' | null>(null);
  const canWrite = useMay('purchasing.write');
  const list = useSuppliers(query, state);
  const columns = supplierColumns(canWrite ? setOpen : null);
  const add = (
    <Button variant="primary" shortcut="N" aria-keyshortcuts="N" onClick={() => setOpen('new')}>
      {t('purchasing.newSupplier')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('purchasing.suppliers')} actions={canWrite ? add : undefined} />
      <ListFrame
        list="suppliers"
        columns={columns}
        search={changedFields(fields, FIRST)}
        onSearch={(search) => setFields(fieldsOf(search, FIRST, { state: STATES }))}
        opens={canWrite}
        canEdit={canWrite}
        {...(canWrite ? { onNew: () => setOpen('new') } : {})}
        filters={
          <div className="mb-3 flex flex-wrap items-center gap-2">
            <SearchField
              label={t('purchasing.supplierName')}
              clearLabel={t('purchasing.clearSearch')}
              query={query}
              onSearch={(wanted) => setFields({ ...fields, query: wanted })}
            />
            <Select
              aria-label={t('purchasing.state')}
              className="w-auto!"
              value={state}
              onChange={(event) => setFields({ ...fields, state: event.target.value })}
            >
              <option value="active">{t('purchasing.active')}</option>
              <option value="inactive">{t('purchasing.inactive')}</option>
              <option value="all">{t('purchasing.state.all')}</option>
            </Select>
          </div>
        }
      >
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
          {(items) => (
            <ListTable
              label={t('purchasing.suppliers')}
              columns={columns}
              rows={items}
              idOf={({ supplierId }) => supplierId}
            />
          )}
        </Listed>
      </ListFrame>
      {open === null ? null : <SupplierDialog supplier={open} onClose={() => setOpen(null)} />}
    </>
  );
}

/** Without `onOpen` the asker may only look. */
function supplierColumns(onOpen: ((supplier: Supplier) => void) | null): readonly TableColumn<Supplier>[] {
  return [
    {
      name: 'name',
      label: t('purchasing.supplierName'),
      isFixed: true,
      cell: (one) => (
        <>
          {onOpen === null ? (
            <span className="break-words font-medium">{one.name}</span>
          ) : (
            <button type="button" className={rowLinkLook} onClick={() => onOpen(one)}>
              {one.name}
            </button>
          )}{' '}
          {one.isActive ? null : <Chip size="sm">{t('purchasing.inactive')}</Chip>}
        </>
      ),
    },
    {
      name: 'contact',
      label: t('purchasing.contactName'),
      from: 'md',
      className: 'text-ink-2',
      cell: ({ contactName }) => contactName,
    },
    {
      name: 'phone',
      label: t('purchasing.phone'),
      from: 'sm',
      className: 'num text-ink-2',
      cell: ({ phone }) => <bdi dir="ltr">{phone}</bdi>,
    },
    {
      name: 'leadTime',
      label: t('purchasing.leadTime'),
      isFigure: true,
      cell: ({ leadTimeDays }) => leadTimeDays ?? '–',
    },
  ];
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

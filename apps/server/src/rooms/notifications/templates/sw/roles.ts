import type { roles as english } from '../en/roles.ts';
import type { Translation } from '../model.ts';

export const roles: Translation<typeof english> = {
  'roles/approval-asked': {
    subject: '{name} anakuomba uidhinishe badiliko: {subject}',
    body: [
      '{name} anataka kutoa haki zaidi: {subject}. Linasubiri mtu mwingine anayeruhusiwa kubadilisha majukumu.',
      'Liangalie chini ya Approvals, kisha liidhinishe au likatae ndani ya siku saba.',
    ],
    action: 'Fungua majukumu',
  },
  'roles/change-approved': {
    subject: '{name} ameidhinisha badiliko lako: {subject}',
    body: ['Badiliko la {subject} uliloomba limefanyika.'],
    action: 'Fungua majukumu',
  },
  'roles/change-declined': {
    subject: '{name} amekataa badiliko lako: {subject}',
    body: ['Hakuna kilichobadilishwa kuhusu {subject}. Sababu aliyotoa {name}:', '“{note}”'],
    action: 'Fungua majukumu',
  },
};

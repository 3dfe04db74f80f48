// Who may do what: one table for every route and every socket event (interfaces.md §4).

/** From least to most: a role may do what stands with it and with those before it. */
export const ROLES = ['wall', 'operator', 'supervisor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** `anyone`: also without a login. `source key`: not a matter of roles, the door asks for a key. */
export type Least = Role | 'anyone' | 'source key';

export const PERMISSIONS = {
  health: 'anyone',
  pages: 'anyone',
  'api.docs': 'anyone',
  login: 'anyone',
  'walls.ask_code': 'anyone',
  'events.send': 'source key',
  live: 'wall',
  'view.now': 'wall',
  'wall.beat': 'wall',
  'wall.follow': 'wall',
  'me.read': 'wall',
  'me.password': 'operator',
  'alarms.read': 'operator',
  'alarms.act': 'operator',
  'walls.steer': 'operator',
  'events.read': 'operator',
  'quarantine.read': 'operator',
  explain: 'operator',
  replay: 'supervisor',
  'view.past': 'supervisor',
  'days.read': 'supervisor',
  export: 'supervisor',
  'dossiers.named': 'supervisor',
  'alarms.reset': 'supervisor',
  'alarms.suppress': 'supervisor',
  'alarms.out_of_service': 'supervisor',
  'alarms.unack_other': 'supervisor',
  'users.manage': 'admin',
  'keys.manage': 'admin',
  'walls.manage': 'admin',
  'rules.manage': 'admin',
  'quarantine.retry': 'admin',
  'metrics.read': 'admin',
} as const satisfies Record<string, Least>;
export type Permission = keyof typeof PERMISSIONS;

export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as Permission[];

/** Programs on this machine may use these without a login (interfaces.md §4: `/metrics`). */
export const LOOPBACK_MAY: ReadonlySet<Permission> = new Set<Permission>(['metrics.read']);

/** May someone of this role (null: nobody is signed in) use the permission? A source key is never a role. */
export function mayUse(actor: Readonly<{ role: Role }> | null, permission: Permission): boolean {
  const least: Least = PERMISSIONS[permission];
  if (least === 'anyone') return true;
  if (least === 'source key' || actor === null) return false;
  return ROLES.indexOf(actor.role) >= ROLES.indexOf(least);
}

/** All that a role may use, for the pages: they hide what would be refused anyway. */
export const permissionsOf = (role: Role): Permission[] => PERMISSION_NAMES.filter((name) => mayUse({ role }, name));

// What security devices wrote, against numbers counted from the raw files by plain code.
import { describe, expect, it } from 'vitest';
import { jsonOf, linesOf } from './files.ts';
import { count, events, tally } from './mapped.ts';

describe('security', () => {
  type Eve = { event_type: string; timestamp: string; dest_ip: string; alert: { severity: number; signature: string } };
  const suricata = (file: string, records: Eve[]) =>
    it(file, async () => {
      const found = await events('eve', `alerts/${file}`);
      const alerts = records.filter((record) => record.event_type === 'alert');
      const severity: Record<number, string> = { 1: 'high', 2: 'medium', 3: 'low' };
      expect(tally(found)).toEqual(count(alerts, ({ alert }) => `security.alert ${severity[alert.severity]}`));
      expect(count(found, ({ data }) => data.signature)).toEqual(count(alerts, ({ alert }) => alert.signature));
      expect(count(found, ({ data }) => data.asset)).toEqual(count(alerts, ({ dest_ip }) => dest_ip));
      const wall = alerts.map(({ timestamp }) =>
        Date.parse(timestamp.replace(/(\.\d{3})\d*([+-]\d\d)(\d\d)$/, '$1$2:$3')),
      );
      expect(found.map(({ time }) => Date.parse(time))).toEqual(wall.sort((a, b) => a - b));
    });
  suricata('suricata_wrccdc-2018_alerts.json', jsonOf<Eve[]>('alerts/suricata_wrccdc-2018_alerts.json'));
  suricata('suricata_eve_alert_wazuh.ndjson', linesOf<Eve>('alerts/suricata_eve_alert_wazuh.ndjson'));

  it('zeek notices', async () => {
    const notices = linesOf<{ src: string; dst: string }>('alerts/zeek_notice_2018-03-24.ndjson');
    const found = await events('zeek', 'alerts/zeek_notice_2018-03-24.ndjson');
    expect(notices).toHaveLength(207);
    expect(tally(found)).toEqual({ 'security.alert low': 207 });
    expect(count(found, ({ data }) => `${data.sourceIp} ${data.asset}`)).toEqual(
      count(notices, ({ src, dst }) => `${src} ${dst}`),
    );
    expect(JSON.stringify(found)).not.toContain('emailAddress');
  });

  it('syslog datagrams', async () => {
    const datagrams = linesOf<{ line: string }>('alerts/syslog_rfc5424_wrccdc_open.jsonl');
    const found = await events('syslog', 'alerts/syslog_rfc5424_wrccdc_open.jsonl');
    expect(datagrams).toHaveLength(360);
    expect(tally(found)).toEqual({ 'security.alert low': 360 });
    expect(count(found, ({ data }) => data.asset)).toEqual(count(datagrams, ({ line }) => line.split(' ')[2]));
    // The senders' clocks are 76 minutes slow; their time is kept as they said it.
    expect(found.map(({ time }) => Date.parse(time))).toEqual(
      datagrams.map(({ line }) => Date.parse(line.split(' ')[1]!)).sort((a, b) => a - b),
    );
  });

  it('Wazuh’s levels', async () => {
    const tests = linesOf<{ alert_level: string; outcome: string }>('alerts/wazuh_ruleset_logs_open.jsonl');
    const found = await events('json', 'alerts/wazuh_ruleset_logs_open.jsonl', 'wazuh');
    const band = (level: number): string =>
      level > 14 ? 'critical' : level > 11 ? 'high' : level > 6 ? 'medium' : 'low';
    const alerts = tests.filter(({ alert_level, outcome }) => Number(alert_level) > 0 && outcome === 'pass');
    expect(tally(found)).toEqual(count(alerts, ({ alert_level }) => `security.alert ${band(Number(alert_level))}`));
  });

  it('webhooks: Alertmanager 3 and 4 still fire; Pingdom goes down and up', async () => {
    const found = await events('alertmanager', 'alerts/webhooks_alerta_open.json');
    expect(found.map(({ data }) => [data.severity, data.category, data.asset])).toEqual([
      ['critical', 'failedConnect', 'host2'],
      ['critical', 'thing_dead', undefined],
    ]);
    const pingdom = await events('json', 'alerts/webhooks_alerta_open.json', 'webhooks');
    expect(pingdom.map(({ type, subject }) => [type, subject])).toEqual([
      ['security.alert', 'pingdom-803318'],
      ['security.alert_closed', 'pingdom-803318'],
    ]);
  });
});

import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateWechatBinding1764000000004 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`wechat_binding\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`openid_index\` char(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`openid_sealed\` varchar(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`bound_at\` datetime(3) NOT NULL,
      INDEX \`wechat_binding_account\` (\`account_id\`),
      UNIQUE INDEX \`wechat_binding_openid\` (\`openid_index\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `wechat_binding`')
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateJobLease1764000000053 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`job_lease\` (
      \`job\` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`holder\` varchar(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`held_until\` datetime(3) NOT NULL,
      \`done_for\` varchar(13) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      PRIMARY KEY (\`job\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `job_lease`')
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateMember1764000000013 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`member\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`member_no\` varchar(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`name\` varchar(60) NOT NULL,
      \`relation\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`sex\` varchar(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`birth_date\` char(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`certificate_type\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`certificate_sealed\` varchar(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`certificate_index\` char(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`ethnicity\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`political_status\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`education\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`student_status\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`dropout_reason\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`health\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`disability_category\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`disability_level\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`disability_year\` int NULL,
      \`labour\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`work_place\` varchar(80) NULL,
      \`employer\` varchar(80) NULL,
      \`work_months\` int NULL,
      \`job_channel\` varchar(40) NULL,
      \`public_post\` varchar(40) NULL,
      \`public_post_months\` int NULL,
      \`serving\` tinyint NULL,
      \`minimum_living\` tinyint NULL,
      \`destitute_support\` tinyint NULL,
      \`resident_medical\` tinyint NULL,
      \`employee_medical\` tinyint NULL,
      \`resident_pension\` tinyint NULL,
      \`employee_pension\` tinyint NULL,
      \`serious_illness_insurance\` tinyint NULL,
      \`commercial_medical\` tinyint NULL,
      \`medical_aid\` tinyint NULL,
      \`other_health_aid\` tinyint NULL,
      \`mandarin\` tinyint NULL,
      \`work_abroad\` tinyint NULL,
      \`phone_sealed\` varchar(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`phone_index\` char(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`joined_on\` char(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`left_on\` char(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`left_by\` varchar(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
      UNIQUE INDEX \`member_no\` (\`member_no\`),
      INDEX \`member_certificate\` (\`certificate_index\`),
      INDEX \`member_household\` (\`household_id\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `member`')
  }
}

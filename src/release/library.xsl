<?xml version="1.0" encoding="UTF-8"?>
<!-- Of the deployed pom's dependencies those stay that every user of the library needs; the optional
     ones name this machine's platform. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:m="http://maven.apache.org/POM/4.0.0">
  <xsl:strip-space elements="*"/>
  <xsl:output indent="yes"/>
  <xsl:template match="@*|node()">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="m:dependency[m:optional = 'true']"/>
</xsl:stylesheet>

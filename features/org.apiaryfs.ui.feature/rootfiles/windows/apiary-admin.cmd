@echo off
rem Starts Apiary Admin, the desktop suite: apiary-admin [--connect HOST:PORT [--auth-file FILE]]
rem JAVA_HOME: a JDK or JRE, 25 or newer; APIARY_JAVA_OPTS: further options for the JVM.
setlocal
set "here=%~dp0"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if exist "%here%jre\bin\java.exe" set "java=%here%jre\bin\java"
"%java%" --sun-misc-unsafe-memory-access=allow --version >nul 2>&1 || (
  echo apiary-admin: no Java, 25 or newer, found: set JAVA_HOME to one 1>&2
  exit /b 1
)
set "data=%LOCALAPPDATA%\apiary-admin"
if not exist "%data%" mkdir "%data%"
for %%f in ("%here%plugins\org.eclipse.equinox.launcher_*.jar") do set "launcher=%%f"
rem SharedArchiveFile: classes as the last run has left them, for a quicker start; made anew by itself for another Java.
rem checkConfiguration: a product rebuilt in place keeps its version, so the caches must look at time stamps.
"%java%" -Xmx512m -XX:+UseSerialGC -Djava.awt.headless=true ^
  -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile="%data%\classes.jsa" -Xlog:cds*=off -Xlog:aot*=off ^
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ^
  -Dosgi.checkConfiguration=true ^
  -Djava.util.logging.config.file="%here%logging.properties" -Dlogback.configurationFile="%here%logback.xml" -Dapiary.log="%data%\apiary-admin.log" ^
  %APIARY_JAVA_OPTS% ^
  -jar "%launcher%" -install "%here%." ^
  -configuration "%data%\configuration" -data "%data%\workspace" %*
